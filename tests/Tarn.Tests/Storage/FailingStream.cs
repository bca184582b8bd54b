namespace Tarn.Tests.Storage;

/// <summary>Gives some bytes, then fails the way a broken connection does.</summary>
internal sealed class FailingStream : MemoryStream
{
    private bool _given;

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_given)
        {
            throw new IOException("connection reset");
        }

        _given = true;
        return ValueTask.FromResult(buffer.Length);
    }
}
