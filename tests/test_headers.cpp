// Empty: the precompiled headers that all test programs share need a target with a source.
