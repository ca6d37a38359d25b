package io.strongroom.functions;

import java.nio.file.Path;
import java.util.List;

/**
 * An installed interpreter.
 *
 * @param executable its full path
 * @param version major and, for python, minor version, such as {@code 3.12} or {@code 22}
 * @param directories where it is installed: what must be readable for it to run
 */
record Interpreter(Path executable, String version, List<Path> directories) {}
