# Installs lull into a folder of its own and moves that folder; starts the program there; builds and runs the small
# project beside this file against it, once with find_package and once with pkg-config.
cmake_minimum_required(VERSION 3.25)

set(staged "${WORK}/staged")
set(prefix "${WORK}/installed")
set(project "${CMAKE_CURRENT_LIST_DIR}/project")
file(REMOVE_RECURSE "${staged}" "${prefix}" "${WORK}/build")
file(MAKE_DIRECTORY "${WORK}/build")

function(run)
  execute_process(COMMAND ${ARGN} WORKING_DIRECTORY "${WORK}/build" COMMAND_ECHO STDOUT
                  OUTPUT_VARIABLE out ECHO_OUTPUT_VARIABLE COMMAND_ERROR_IS_FATAL ANY)
  set(out "${out}" PARENT_SCOPE)
endfunction()

# says_version(): the program that just ran told the version that was built.
function(says_version)
  if(NOT out MATCHES "lull ${VERSION}, model lull-v1: 2000 ms")
    message(FATAL_ERROR "The consumer said: ${out}")
  endif()
endfunction()

run("${CMAKE_COMMAND}" --install "${BUILD}" --config "${CONFIG}" --prefix "${staged}")
# find_package must not depend on where it was installed.
file(RENAME "${staged}" "${prefix}")
run("${prefix}/bin/lull" info)
string(FIND "${out}" "${prefix}/share/lull/lull-v1.safetensors" at)
if(at EQUAL -1)
  message(FATAL_ERROR "The installed program did not find the installed model: ${out}")
endif()

run("${CMAKE_COMMAND}" -S "${project}" -B . -G Ninja "-DCMAKE_PREFIX_PATH=${prefix}" "-DCMAKE_BUILD_TYPE=${CONFIG}"
    "-DCMAKE_CXX_COMPILER=${COMPILER}" "-DCMAKE_CXX_FLAGS=${FLAGS}")
run("${CMAKE_COMMAND}" --build .)
run(./consumer)
says_version()

# With pkg-config the prefix is said anew, as the folder has moved.
set(ENV{PKG_CONFIG_PATH} "${prefix}/${LIBDIR}/pkgconfig")
run(pkg-config "--define-variable=prefix=${prefix}" --variable=modeldir lull)
string(STRIP "${out}" models)
run(pkg-config "--define-variable=prefix=${prefix}" --cflags --libs lull)
separate_arguments(flags UNIX_COMMAND "${FLAGS} -std=c++20 ${out}")
run("${COMPILER}" "-DMODEL_FILE=\"${models}/lull-v1.safetensors\"" "${project}/main.cpp" ${flags} -o with_pkg_config)
run(./with_pkg_config)
says_version()
