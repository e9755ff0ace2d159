// Nothing: what its executable takes is the start of the runtime.
