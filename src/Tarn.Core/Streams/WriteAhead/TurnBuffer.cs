namespace Tarn.Streams.WriteAhead;

/// <summary>The frames of one write. Grows to the largest there was, which what may wait bounds.</summary>
internal sealed class TurnBuffer
{
    private byte[] _bytes = new byte[64 * 1024];

    public Span<byte> Take(int bytes)
    {
        if (_bytes.Length < bytes)
        {
            _bytes = new byte[Math.Max(bytes, _bytes.Length * 2)];
        }

        return _bytes.AsSpan(0, bytes);
    }
}
