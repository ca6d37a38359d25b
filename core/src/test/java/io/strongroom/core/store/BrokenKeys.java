package io.strongroom.core.store;

import io.strongroom.core.key.ForwardingKeys;
import io.strongroom.core.key.Key;
import io.strongroom.core.key.KeyStore;
import io.strongroom.iam.Region;
import org.jspecify.annotations.Nullable;

/** Keys of which those of one region do not unwrap. */
final class BrokenKeys extends ForwardingKeys {
  private final Region region;

  BrokenKeys(KeyStore keys, Region region) {
    super(keys);
    this.region = region;
  }

  @Override
  public byte @Nullable [] wrapped(String keyId, int version) {
    byte[] whole = super.wrapped(keyId, version);
    Key key = key(keyId);
    if (whole == null || key == null || !key.region().equals(region)) {
      return whole;
    }
    byte[] wrapped = whole.clone();
    wrapped[wrapped.length - 1] ^= 1;
    return wrapped;
  }
}
