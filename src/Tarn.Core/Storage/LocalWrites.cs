using System.Buffers;
using Tarn.Common;
using Tarn.Storage.Attributes;

namespace Tarn.Storage;

/// <summary>Puts objects into a local bucket: written aside, synced, and given their names.</summary>
internal sealed class LocalWrites(LocalCalls calls, DurableFolder folder, PublishFile publish)
{
    private const int BufferBytes = 256 * 1024;

    public Task<PutResult> PutAsync(
        string key, ReadOnlyMemory<byte> content, PutCondition condition, CancellationToken cancellationToken) =>
        calls.RunAsync(
            "write",
            key,
            path => condition == PutCondition.IfAbsent && File.Exists(path)
                ? new PutResult.AlreadyExists()
                : Put(key, content.Span, condition, attributes: null),
            cancellationToken);

    /// <param name="attributes">Asked for once the content has been read to its end.</param>
    public async Task<PutResult> PutAsync(
        string key,
        Stream content,
        PutCondition condition,
        Func<ObjectAttributes>? attributes,
        CancellationToken cancellationToken)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            calls.Require(key);
            int read = await ReadAsync(content, buffer, cancellationToken);
            if (read == buffer.Length)
            {
                return await PutLargeAsync(key, buffer, content, condition, attributes, cancellationToken);
            }

            // The whole of it, in one call.
            ObjectAttributes? known = attributes?.Invoke();
            return await calls.RunAsync(
                "write", key, _ => Put(key, buffer.AsSpan(0, read), condition, known), cancellationToken);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <param name="buffer">Filled with the first part of the content.</param>
    private async Task<PutResult> PutLargeAsync(
        string key,
        byte[] buffer,
        Stream content,
        PutCondition condition,
        Func<ObjectAttributes>? attributes,
        CancellationToken cancellationToken)
    {
        using TemporaryFile file = await calls.RunAsync(
            "write", key, _ => folder.CreateTemporary(), cancellationToken);
        int read = buffer.Length;
        while (read > 0)
        {
            // Only these writes are the bucket's; a failing source is the caller's to explain.
            int length = read;
            await calls.RunAsync("write", key, _ => Write(file, buffer.AsSpan(0, length)), cancellationToken);
            read = await ReadAsync(content, buffer, cancellationToken);
        }

        ObjectAttributes? known = attributes?.Invoke();
        return await calls.RunAsync("write", key, _ => publish(file, key, condition, known), cancellationToken);
    }

    /// <summary>Fills the buffer unless the content ends before.</summary>
    private static ValueTask<int> ReadAsync(Stream content, byte[] buffer, CancellationToken cancellationToken) =>
        content.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);

    private PutResult Put(
        string key, ReadOnlySpan<byte> content, PutCondition condition, ObjectAttributes? attributes)
    {
        using TemporaryFile file = folder.CreateTemporary();
        file.Stream.Write(content);
        return publish(file, key, condition, attributes);
    }

    private static bool Write(TemporaryFile file, ReadOnlySpan<byte> content)
    {
        file.Stream.Write(content);
        return true;
    }
}
