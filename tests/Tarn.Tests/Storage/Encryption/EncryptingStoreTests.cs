using Tarn.Storage;
using Tarn.Storage.Encryption;
using Tarn.Testing;

namespace Tarn.Tests.Storage.Encryption;

/// <summary>A bucket that encrypts is like any other to those who use it.</summary>
public sealed class EncryptingStoreTests : ObjectStoreContract
{
    private readonly EncryptedLake _lake = new(EncryptionRule.OfBucket);

    protected override IObjectStore Store => _lake.Buckets.Get("raw");

    public override void Dispose()
    {
        base.Dispose();
        _lake.Dispose();
    }
}
