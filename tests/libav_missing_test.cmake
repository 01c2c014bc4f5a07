# A program that was built with libav and finds none at run time says so, and what to install.
# Run: cmake -D PROGRAM=<lull> -D MAJOR=<of libavformat> -D WORK=<scratch folder> -P tests/libav_missing_test.cmake
cmake_minimum_required(VERSION 3.25)

file(REMOVE_RECURSE "${WORK}")
# What the loader finds first, and cannot load.
file(WRITE "${WORK}/libraries/libavformat.so.${MAJOR}" "no library")
file(WRITE "${WORK}/a.m4a" "    ftypM4A     and so on")
set(ENV{LD_LIBRARY_PATH} "${WORK}/libraries")

function(run status)
  execute_process(COMMAND "${PROGRAM}" ${ARGN} WORKING_DIRECTORY "${WORK}" RESULT_VARIABLE result
                  OUTPUT_VARIABLE out ERROR_VARIABLE out)
  if(NOT result EQUAL status OR NOT out MATCHES "cannot be loaded.*install libavformat${MAJOR}, libavcodec")
    message(FATAL_ERROR "${ARGN}: status ${result}, and it said: ${out}")
  endif()
endfunction()

run(3 analyze a.m4a -o out --color never --progress never)
run(0 info)
