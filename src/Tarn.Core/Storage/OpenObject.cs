using System.Buffers;
using Microsoft.Win32.SafeHandles;
using Tarn.Common;
using Tarn.Storage.Attributes;

namespace Tarn.Storage;

/// <summary>An object that can be read; who opened it disposes it.</summary>
public sealed class OpenObject : IDisposable
{
    private const int AheadBytesMax = 16 * 1024;

    // Of many clients that do not read, each holds a small one; who has taken that much does read.
    private const int CopyBufferBytes = 32 * 1024;
    private const int LargeCopyBufferBytes = 256 * 1024;
    private const long LargeAfterBytes = 4 * 1024 * 1024;

    private readonly SafeFileHandle _file;
    private readonly byte[] _ahead;

    /// <summary>Reads a small object, which is on its way now, at once: its caller blocks already.</summary>
    internal OpenObject(AttributedObject found, SafeFileHandle file)
    {
        Found = found;
        _file = file;
        _ahead = new byte[found.Info.SizeBytes > AheadBytesMax ? 0 : found.Info.SizeBytes];
        int read = RandomAccess.Read(file, _ahead, 0);
        _ahead = read == _ahead.Length ? _ahead : [];
    }

    public AttributedObject Found { get; }

    /// <summary>The content, in parts that are good until the next one is asked for. Blocking.</summary>
    /// <param name="partBytesMax">What every part has but the last.</param>
    public IEnumerable<ReadOnlyMemory<byte>> Read(int partBytesMax)
    {
        byte[] buffer = new byte[Math.Min(partBytesMax, Math.Max(Found.Info.SizeBytes, 1))];
        long start = 0;
        while (start < Found.Info.SizeBytes)
        {
            int count = 0;
            int wanted = (int)Math.Min(buffer.Length, Found.Info.SizeBytes - start);
            while (count < wanted)
            {
                int read = RandomAccess.Read(_file, buffer.AsSpan(count, wanted - count), start + count);
                count += read > 0 ? read : throw BecameShorter();
            }

            yield return buffer.AsMemory(0, count);
            start += count;
        }
    }

    /// <summary>Fills the buffer with content from some byte on. Blocking.</summary>
    /// <exception cref="TarnException"><c>TN4003</c>: the file became shorter.</exception>
    internal void ReadExactly(Span<byte> buffer, long start)
    {
        if (start + buffer.Length <= _ahead.Length)
        {
            _ahead.AsSpan((int)start, buffer.Length).CopyTo(buffer);
            return;
        }

        while (!buffer.IsEmpty)
        {
            int read = RandomAccess.Read(_file, buffer, start);
            buffer = buffer[(read > 0 ? read : throw BecameShorter())..];
            start += read;
        }
    }

    /// <summary>Reads some of the content; 0 bytes at its end.</summary>
    public Task<int> ReadAsync(Memory<byte> buffer, long start, CancellationToken cancellationToken) =>
        BlockingIo.RunAsync(() => RandomAccess.Read(_file, buffer.Span, start), cancellationToken);

    /// <summary>Writes a part of the content.</summary>
    /// <exception cref="TarnException"><c>TN4003</c>: the file became shorter.</exception>
    public async Task CopyAsync(Stream target, long start, long length, CancellationToken cancellationToken)
    {
        if (start + length <= _ahead.Length)
        {
            await target.WriteAsync(_ahead.AsMemory((int)start, (int)length), cancellationToken);
            return;
        }

        long inSmallParts = Math.Min(length, LargeAfterBytes);
        await CopyAsync(target, start, inSmallParts, CopyBufferBytes, cancellationToken);
        await CopyAsync(
            target, start + inSmallParts, length - inSmallParts, LargeCopyBufferBytes, cancellationToken);
    }

    public void Dispose() => _file.Dispose();

    private async Task CopyAsync(
        Stream target, long start, long length, int partBytesMax, CancellationToken cancellationToken)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent((int)Math.Min(length, partBytesMax));
        try
        {
            while (length > 0)
            {
                int wanted = (int)Math.Min(buffer.Length, length);
                int read = await ReadAsync(buffer.AsMemory(0, wanted), start, cancellationToken);
                if (read == 0)
                {
                    throw BecameShorter();
                }

                await target.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
                start += read;
                length -= read;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private TarnException BecameShorter() => new(
        ErrorCodes.StorageFailed, $"The object '{Found.Info.Key}' became shorter while it was read");
}
