# Tests that need no test library: the program starts and finds its model. The release preset runs just these.
add_test(NAME program_tells_its_version COMMAND lull_program --version)
string(REPLACE "." "\\." version "${PROJECT_VERSION}")
set_tests_properties(program_tells_its_version PROPERTIES PASS_REGULAR_EXPRESSION "(^|[^0-9.])${version}($|[^0-9.])")
add_test(NAME program_describes_itself_and_its_model COMMAND lull_program info)
