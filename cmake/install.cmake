# The installed tree: library, headers, model, and what find_package(lull) and pkg-config need.
include(CMakePackageConfigHelpers)

set(LULL_CMAKE_FOLDER "${CMAKE_INSTALL_LIBDIR}/cmake/lull")
set(LULL_MODEL_FILE "${CMAKE_INSTALL_DATADIR}/lull/lull-v1.safetensors")
if(NOT DEFINED BUILD_SHARED_LIBS)
  set(BUILD_SHARED_LIBS OFF)
endif()

install(TARGETS lull_program)
install(TARGETS lull EXPORT lullTargets FILE_SET HEADERS)
install(EXPORT lullTargets NAMESPACE lull:: DESTINATION "${LULL_CMAKE_FOLDER}")
install(DIRECTORY models/ DESTINATION "${CMAKE_INSTALL_DATADIR}/lull"
        FILES_MATCHING PATTERN "*.safetensors" PATTERN "lull-*.md" PATTERN "emotion-words-*.txt"
        PATTERN "train" EXCLUDE)
install(FILES LICENSE DESTINATION "${CMAKE_INSTALL_DOCDIR}")

configure_package_config_file(cmake/lullConfig.cmake.in "${PROJECT_BINARY_DIR}/lullConfig.cmake"
                              INSTALL_DESTINATION "${LULL_CMAKE_FOLDER}" PATH_VARS LULL_MODEL_FILE)
write_basic_package_version_file("${PROJECT_BINARY_DIR}/lullConfigVersion.cmake" COMPATIBILITY SameMinorVersion)
install(FILES "${PROJECT_BINARY_DIR}/lullConfig.cmake" "${PROJECT_BINARY_DIR}/lullConfigVersion.cmake"
        DESTINATION "${LULL_CMAKE_FOLDER}")

# Folders may be given relative to the prefix or whole.
foreach(folder IN ITEMS LIBDIR INCLUDEDIR DATADIR)
  cmake_path(IS_ABSOLUTE CMAKE_INSTALL_${folder} whole)
  if(whole)
    set(LULL_PC_${folder} "${CMAKE_INSTALL_${folder}}")
  else()
    set(LULL_PC_${folder} "\${prefix}/${CMAKE_INSTALL_${folder}}")
  endif()
endforeach()
set(LULL_PC_REQUIRES "Requires")
if(BUILD_SHARED_LIBS)
  set(LULL_PC_REQUIRES "Requires.private")
endif()
set(LULL_PC_LIBRARIES "sndfile soxr sqlite3 libcrypto fmt pugixml simdjson")
# Written at install time, since the prefix may be given only then (cmake --install --prefix).
install(CODE "
  set(PROJECT_NAME \"${PROJECT_NAME}\")
  set(PROJECT_DESCRIPTION \"${PROJECT_DESCRIPTION}\")
  set(PROJECT_VERSION \"${PROJECT_VERSION}\")
  set(LULL_PC_LIBDIR [=[${LULL_PC_LIBDIR}]=])
  set(LULL_PC_INCLUDEDIR [=[${LULL_PC_INCLUDEDIR}]=])
  set(LULL_PC_DATADIR [=[${LULL_PC_DATADIR}]=])
  set(LULL_PC_REQUIRES \"${LULL_PC_REQUIRES}\")
  set(LULL_PC_LIBRARIES \"${LULL_PC_LIBRARIES}\")
  configure_file(\"${PROJECT_SOURCE_DIR}/cmake/lull.pc.in\" \"${PROJECT_BINARY_DIR}/lull.pc\" @ONLY)
")
install(FILES "${PROJECT_BINARY_DIR}/lull.pc" DESTINATION "${CMAKE_INSTALL_LIBDIR}/pkgconfig")
