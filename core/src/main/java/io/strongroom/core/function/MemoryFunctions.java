package io.strongroom.core.function;

import io.strongroom.core.audit.AuditRecord;
import io.strongroom.iam.AccountId;
import io.strongroom.iam.Region;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The reference store of functions: everything in maps, under one lock, gone at exit. Records of
 * calls are for the whole store to keep.
 */
public final class MemoryFunctions implements FunctionStore {
  private final TreeMap<FunctionArn, Function> functions =
      new TreeMap<>(
          Comparator.comparing((FunctionArn arn) -> arn.account().digits())
              .thenComparing(arn -> arn.region().name())
              .thenComparing(FunctionArn::name));
  private final Map<Code, byte[]> codes = new HashMap<>();

  @Override
  public synchronized @Nullable Function function(FunctionArn arn) {
    return functions.get(arn);
  }

  @Override
  public synchronized List<Function> functions(
      AccountId account, Region region, String after, int limit) {
    return functions.values().stream()
        .filter(each -> each.account().equals(account) && each.region().equals(region))
        .filter(each -> each.name().text().compareTo(after) > 0)
        .limit(limit)
        .toList();
  }

  @Override
  public synchronized Usage usage(AccountId account) {
    List<Function> own =
        functions.values().stream().filter(each -> each.account().equals(account)).toList();
    return new Usage(own.size(), own.stream().mapToLong(each -> each.code().size()).sum());
  }

  @Override
  public synchronized FunctionCommit commit(FunctionWrite write, @Nullable AuditRecord record) {
    Function function = write.function();
    Function stored = functions.get(function.arn());
    if (write instanceof FunctionWrite.Insert) {
      if (stored != null) {
        return FunctionCommit.TAKEN;
      }
    } else if (stored == null || stored.revision() != function.revision()) {
      return FunctionCommit.STALE;
    }
    if (write instanceof FunctionWrite.Delete) {
      functions.remove(function.arn());
    } else {
      if (function.source() instanceof Source.Uploaded(Code code) && !codes.containsKey(code)) {
        return FunctionCommit.NO_CODE;
      }
      functions.put(function.arn(), function.revised(function.revision() + 1));
    }
    if (stored != null) {
      dropCode(stored.code());
    }
    return FunctionCommit.DONE;
  }

  @Override
  public void putCode(Code code, InputStream content) throws IOException {
    byte[] read = content.readNBytes((int) Code.MAX_SIZE + 1);
    if (read.length != code.size()) {
      throw new IOException("the code has another size");
    }
    synchronized (this) {
      codes.putIfAbsent(code, read);
    }
  }

  @Override
  public synchronized void dropCode(Code code) {
    boolean named =
        functions.values().stream()
            .anyMatch(each -> each.source().equals(new Source.Uploaded(code)));
    if (!named) {
      codes.remove(code);
    }
  }

  @Override
  public boolean readCode(Code code, OutputStream out) throws IOException {
    byte[] found;
    synchronized (this) {
      found = codes.get(code);
    }
    if (found == null) {
      return false;
    }
    out.write(found);
    return true;
  }
}
