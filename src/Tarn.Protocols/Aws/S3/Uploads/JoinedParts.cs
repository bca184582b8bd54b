using Tarn.Common;

namespace Tarn.Protocols.Aws.S3.Uploads;

/// <summary>The parts of an upload one after another, each opened when it is its turn.</summary>
internal sealed class JoinedParts(IEnumerator<Func<Task<Stream>>> parts) : ForwardStream
{
    private Stream? _current;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            int read = _current is null ? 0 : await _current.ReadAsync(buffer, cancellationToken);
            if (read > 0 || buffer.Length == 0)
            {
                return read;
            }

            if (_current is not null)
            {
                await _current.DisposeAsync();
            }

            if (!parts.MoveNext())
            {
                _current = null;
                return 0;
            }

            _current = await parts.Current();
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _current?.Dispose();
            parts.Dispose();
        }

        base.Dispose(disposing);
    }
}
