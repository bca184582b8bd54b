namespace Tarn.Protocols.Aws.S3.Objects;

/// <summary>
/// Keeps conditional writes of one object apart, from looking at what is there to replacing it. Writers without a
/// condition take no part, as in S3.
/// </summary>
internal sealed class WriteLocks
{
    private const int Count = 64;

    private readonly SemaphoreSlim[] _locks = [.. Enumerable.Range(0, Count).Select(_ => new SemaphoreSlim(1))];

    /// <summary>Dispose what it gives to let the next one in.</summary>
    public async Task<IDisposable> EnterAsync(string bucket, string key, CancellationToken cancellationToken)
    {
        SemaphoreSlim gate = _locks[(uint)HashCode.Combine(bucket, key) % Count];
        await gate.WaitAsync(cancellationToken);
        return new Held(gate);
    }

    private sealed class Held(SemaphoreSlim gate) : IDisposable
    {
        public void Dispose() => gate.Release();
    }
}
