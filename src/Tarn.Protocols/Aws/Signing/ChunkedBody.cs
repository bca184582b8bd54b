using System.Globalization;
using System.Text;
using Tarn.Common;

namespace Tarn.Protocols.Aws.Signing;

/// <summary>
/// Takes a body out of its <c>aws-chunked</c> frames: <c>SIZE[;chunk-signature=…]\r\n BYTES \r\n … 0…\r\n</c>, and
/// then the trailer. With signatures, bytes of a chunk are given out before its signature is known to be right, but
/// the read that would follow the chunk throws; so whoever keeps nothing before the end keeps nothing wrong.
/// </summary>
internal sealed class ChunkedBody : ForwardStream
{
    private const int LineBytesMax = 8 * 1024;
    private const int TrailerLinesMax = 32;
    private const int BufferBytes = 16 * 1024;
    private const string SignatureParameter = "chunk-signature=";
    private const string TrailerSignature = "x-amz-trailer-signature";

    private readonly Stream _inner;
    private readonly PayloadKind.Chunked _kind;
    private readonly ChunkSignatures? _signatures;
    private readonly byte[] _buffer = new byte[BufferBytes];
    private readonly Dictionary<string, string> _trailer = new(StringComparer.OrdinalIgnoreCase);
    private int _start;
    private int _end;
    private long _left;
    private string? _signature;
    private bool _isInChunk;
    private bool _isAtEnd;

    /// <param name="inner">The body as it came.</param>
    /// <param name="kind">Which of the framings.</param>
    /// <param name="head">The signature of the head; needed when the chunks are signed.</param>
    public ChunkedBody(Stream inner, PayloadKind.Chunked kind, VerifiedSignature? head)
    {
        _inner = inner;
        _kind = kind;
        _signatures = kind.IsSigned && head is not null ? new ChunkSignatures(head) : null;
    }

    /// <summary>The headers after the last chunk, complete once the body has been read.</summary>
    public IReadOnlyDictionary<string, string> Trailer => _trailer;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.Length == 0 || _isAtEnd)
        {
            return 0;
        }

        if (_left == 0 && !await NextChunkAsync(cancellationToken))
        {
            return 0;
        }

        int wanted = (int)Math.Min(buffer.Length, _left);
        int read = await ReadSomeAsync(buffer[..wanted], cancellationToken);
        _signatures?.Append(buffer.Span[..read]);
        _left -= read;
        return read;
    }

    protected override void Dispose(bool disposing)
    {
        _signatures?.Dispose();
        base.Dispose(disposing);
    }

    /// <returns>False when that was the last chunk.</returns>
    private async ValueTask<bool> NextChunkAsync(CancellationToken cancellationToken)
    {
        if (_isInChunk)
        {
            await EndChunkAsync(cancellationToken);
        }

        (_left, _signature) = ParseChunkLine(await ReadLineAsync(cancellationToken));
        _isInChunk = true;
        if (_left > 0)
        {
            return true;
        }

        _signatures?.EndChunk(_signature!);
        await ReadTrailerAsync(cancellationToken);
        _isAtEnd = true;
        return false;
    }

    private async ValueTask EndChunkAsync(CancellationToken cancellationToken)
    {
        if ((await ReadLineAsync(cancellationToken)).Length > 0)
        {
            throw Incomplete("a chunk is longer than it says");
        }

        _signatures?.EndChunk(_signature!);
    }

    private (long Length, string? Signature) ParseChunkLine(string line)
    {
        string[] parts = line.Split(';', 2);
        if (!long.TryParse(parts[0], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out long length)
            || length < 0)
        {
            throw Incomplete($"'{parts[0]}' is not the length of a chunk");
        }

        bool isSigned = parts.Length == 2 && parts[1].StartsWith(SignatureParameter, StringComparison.Ordinal);
        return _signatures is not null && !isSigned
            ? throw new SignatureException(SignatureProblem.Mismatch, "a chunk of the body is not signed")
            : (length, isSigned ? parts[1][SignatureParameter.Length..].Trim() : null);
    }

    private async ValueTask ReadTrailerAsync(CancellationToken cancellationToken)
    {
        StringBuilder signed = new();
        string? signature = null;
        for (int i = 0; i <= TrailerLinesMax; i++)
        {
            string line = await ReadLineAsync(cancellationToken);
            if (line.Length == 0)
            {
                RequireTrailer(signed.ToString(), signature);
                return;
            }

            int colon = line.IndexOf(':', StringComparison.Ordinal);
            string name = colon < 0 ? throw Incomplete($"'{line}' is no trailing header") : line[..colon].Trim();
            string value = line[(colon + 1)..].Trim();
            if (name.Equals(TrailerSignature, StringComparison.OrdinalIgnoreCase))
            {
                signature = value;
            }
            else
            {
                signed.Append(name.ToLowerInvariant()).Append(':').Append(value).Append('\n');
                _trailer[name] = value;
            }
        }

        throw Incomplete($"more than {TrailerLinesMax} trailing headers");
    }

    private void RequireTrailer(string signed, string? signature)
    {
        if (signed.Length > 0 && !_kind.HasTrailer)
        {
            throw Incomplete("there are trailing headers that were not announced");
        }

        if (_signatures is not null && _kind.HasTrailer)
        {
            _signatures.EndTrailer(
                signed,
                signature ?? throw new SignatureException(
                    SignatureProblem.Mismatch, $"the trailer has no {TrailerSignature}"));
        }
    }

    private async ValueTask<int> ReadSomeAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        if (_start < _end)
        {
            int count = Math.Min(buffer.Length, _end - _start);
            _buffer.AsMemory(_start, count).CopyTo(buffer);
            _start += count;
            return count;
        }

        int read = await _inner.ReadAsync(buffer, cancellationToken);
        return read > 0 ? read : throw Incomplete("the body ends within a chunk");
    }

    /// <summary>Without the line's end; the end of the body ends a trailer as well.</summary>
    private async ValueTask<string> ReadLineAsync(CancellationToken cancellationToken)
    {
        StringBuilder line = new();
        while (line.Length <= LineBytesMax)
        {
            if (_start == _end)
            {
                (_start, _end) = (0, await _inner.ReadAsync(_buffer, cancellationToken));
                if (_end == 0)
                {
                    return _isInChunk && _left == 0 && line.Length == 0
                        ? ""
                        : throw Incomplete("the body ends within its framing");
                }
            }

            char next = (char)_buffer[_start++];
            if (next == '\n')
            {
                return line.Length > 0 && line[^1] == '\r' ? line.ToString(0, line.Length - 1) : line.ToString();
            }

            line.Append(next);
        }

        throw Incomplete($"a line of the framing is longer than {LineBytesMax} bytes");
    }

    private static SignatureException Incomplete(string message) => new(SignatureProblem.IncompleteBody, message);
}
