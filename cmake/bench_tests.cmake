# Runs every benchmark program for a moment, so that none can rot; and proves that versus tells slower from noise.
get_property(programs DIRECTORY bench PROPERTY BUILDSYSTEM_TARGETS)
foreach(program IN LISTS programs)
  add_test(NAME bench.${program} COMMAND ${program} --benchmark_min_time=0.001)
  set_tests_properties(bench.${program} PROPERTIES LABELS bench RUN_SERIAL TRUE)
endforeach()

find_package(Python3 REQUIRED COMPONENTS Interpreter)
add_test(NAME bench.versus COMMAND Python3::Interpreter "${PROJECT_SOURCE_DIR}/bench/versus_test.py")
set_tests_properties(bench.versus PROPERTIES LABELS bench)
