import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Class files from before Java 6 have no stack maps: the JVM must verify them the slow way, and no ahead-of-time cache
 * can hold them. This writes such a library anew, with stack maps and nothing else changed.
 */
final class OldClasses {
    private static final int FIRST_WITH_STACK_MAPS = ClassFile.JAVA_6_VERSION;

    private OldClasses() {}

    /** Renews the jars in a folder whose names begin so, if they have not been. */
    static void renew(Path libraries, String name) throws IOException {
        List<Path> jars;
        try (Stream<Path> files = Files.list(libraries)) {
            jars = files.filter(file -> file.getFileName().toString().matches(name + "-[0-9].*\\.jar")).toList();
        }
        for (Path jar : jars) {
            if (isOld(jar)) {
                renew(jar);
            }
        }
    }

    /** A library's classes are all of one version, but for those of later Javas in folders of their own. */
    private static boolean isOld(Path jar) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            return zip.stream()
                    .filter(OldClasses::isClass)
                    .findFirst()
                    .map(entry -> version(read(zip, entry)) < FIRST_WITH_STACK_MAPS)
                    .orElse(false);
        }
    }

    private static void renew(Path jar) throws IOException {
        Path renewed = jar.resolveSibling(jar.getFileName() + ".renewed");
        try (URLClassLoader loader = new URLClassLoader(new URL[]{jar.toUri().toURL()});
                ZipFile from = new ZipFile(jar.toFile());
                ZipOutputStream to = new ZipOutputStream(Files.newOutputStream(renewed))) {
            ClassFile classFile = ClassFile.of(StackMapsOption.GENERATE_STACK_MAPS,
                    ClassHierarchyResolverOption.of(ClassHierarchyResolver.ofResourceParsing(loader)));
            for (ZipEntry entry : Collections.list(from.entries())) {
                byte[] content = read(from, entry);
                boolean old = isClass(entry) && version(content) < FIRST_WITH_STACK_MAPS;
                to.putNextEntry(new ZipEntry(entry.getName()));
                to.write(old ? classFile.transformClass(classFile.parse(content), withStackMaps()) : content);
                to.closeEntry();
            }
        }
        Files.move(renewed, jar, StandardCopyOption.REPLACE_EXISTING);
    }

    private static ClassTransform withStackMaps() {
        return ClassTransform.transformingMethodBodies(CodeTransform.ACCEPT_ALL).andThen((builder, element) -> {
            if (element instanceof ClassFileVersion) {
                builder.withVersion(ClassFile.JAVA_8_VERSION, 0);
            } else {
                builder.with(element);
            }
        });
    }

    private static boolean isClass(ZipEntry entry) {
        String name = entry.getName();
        return name.endsWith(".class") && !name.startsWith("META-INF/") && !name.endsWith("module-info.class");
    }

    /** The eighth byte of a class file: its version, without the part that has been 0 since Java 1.1. */
    private static int version(byte[] classFile) {
        return classFile[7];
    }

    private static byte[] read(ZipFile zip, ZipEntry entry) {
        try (var stream = zip.getInputStream(entry)) {
            return stream.readAllBytes();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
