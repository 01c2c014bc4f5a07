# Checks that the units compiled for newer processors lend none of their code to the rest of the program: a symbol that
# the linker may merge (weak or unique) could bring AVX to a processor without it.
# Run: cmake -D "OBJECTS=<object>|<object>.." -D NM=<nm> -P tests/instruction_sets.cmake
cmake_minimum_required(VERSION 3.25)
string(REPLACE "|" ";" objects "${OBJECTS}")
list(FILTER objects INCLUDE REGEX "_avx(2|512)\\.cpp\\.o(bj)?$")
foreach(object IN LISTS objects)
  execute_process(COMMAND "${NM}" -C "${object}" OUTPUT_VARIABLE symbols COMMAND_ERROR_IS_FATAL ANY)
  string(REGEX MATCHALL "[^\n]* [WVu] [^\n]*" lent "${symbols}")
  if(lent)
    list(JOIN lent "\n  " text)
    message(FATAL_ERROR "${object} defines what the linker may share:\n  ${text}")
  endif()
endforeach()
list(LENGTH objects count)
message(STATUS "${count} units keep their code to themselves")
