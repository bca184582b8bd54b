using Tarn.Storage;
using Tarn.Testing;

namespace Tarn.Tests.Storage;

public sealed class LocalObjectStoreTests : ObjectStoreContract
{
    private readonly TemporaryDirectory _directory = new();

    public LocalObjectStoreTests() => Store = new LocalObjectStore(
        "raw", _directory.Sub("data", "raw"), new ManualTimeProvider(), new SequentialIdSource());

    protected override IObjectStore Store { get; }

    public override void Dispose()
    {
        base.Dispose();
        _directory.Dispose();
    }
}
