# Tests that need no test library: the program starts. The release preset runs just these.
if(EXISTS "${PROJECT_SOURCE_DIR}/src/cli/CMakeLists.txt")
  set(program "${PROJECT_BINARY_DIR}/src/cli/lull${CMAKE_EXECUTABLE_SUFFIX}")
  add_test(NAME program_tells_its_version COMMAND "${program}" --version)
  set_tests_properties(program_tells_its_version PROPERTIES PASS_REGULAR_EXPRESSION "${PROJECT_VERSION}")
  add_test(NAME program_describes_itself_and_its_model COMMAND "${program}" info)
endif()
