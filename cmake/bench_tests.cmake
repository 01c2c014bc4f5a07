# Runs every benchmark program for a moment, so that none can rot.
get_property(programs DIRECTORY bench PROPERTY BUILDSYSTEM_TARGETS)
foreach(program IN LISTS programs)
  get_target_property(type ${program} TYPE)
  get_target_property(libraries ${program} LINK_LIBRARIES)
  # Programs without the benchmark library are tools, such as the one that compares two builds.
  if(type STREQUAL "EXECUTABLE" AND "${libraries}" MATCHES "benchmark::")
    add_test(NAME bench.${program} COMMAND ${program} --benchmark_min_time=0.001)
    set_tests_properties(bench.${program} PROPERTIES LABELS bench RUN_SERIAL TRUE)
  endif()
endforeach()
