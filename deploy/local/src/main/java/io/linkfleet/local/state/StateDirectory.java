package io.linkfleet.local.state;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/// The directory of one local fleet, mode 0700, locked from [#open] to [#close].
public final class StateDirectory implements AutoCloseable {
  private final Path path;
  private final FileChannel lock;

  private StateDirectory(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  /// Makes it if it is not there. Throws [StateInUse] when another fleet holds it.
  public static StateDirectory open(Path path) {
    try {
      Files.createDirectories(path);
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
      var lock =
          FileChannel.open(
              path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (!isLockedNow(lock)) {
        lock.close();
        throw new StateInUse(path);
      }
      return new StateDirectory(path, lock);
    } catch (IOException e) {
      throw new UncheckedIOException("the state directory " + path + " can't be used", e);
    }
  }

  public Path kafka() {
    return path.resolve("kafka");
  }

  public Path redis() {
    return path.resolve("redis");
  }

  public Path simulator() {
    return path.resolve("simulator");
  }

  public PrivateFile file(String name) {
    return new PrivateFile(path.resolve(name));
  }

  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isLockedNow(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }
}
