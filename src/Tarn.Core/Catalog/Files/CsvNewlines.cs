using System.Buffers;
using Tarn.Storage;

namespace Tarn.Catalog.Files;

/// <summary>
/// Finds text files that mix line ends (CRLF and LF). The engine's strict reader, the one that does not guess, refuses
/// those, so it is given a copy whose lines all end in LF.
/// </summary>
internal static class CsvNewlines
{
    private const int BufferBytes = 1024 * 1024;

    public static async Task<bool> AreMixedAsync(IObjectStore store, string key, CancellationToken cancellationToken)
    {
        await using Stream stream = await CsvText.OpenAsync(store, key, cancellationToken);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            bool anyCrLf = false;
            bool anyLf = false;
            byte previous = 0;
            int count;
            while ((count = await stream.ReadAsync(buffer, cancellationToken)) > 0)
            {
                (bool crLf, bool lf) = Scan(buffer.AsSpan(0, count), previous);
                anyCrLf |= crLf;
                anyLf |= lf;
                if (anyCrLf && anyLf)
                {
                    return true;
                }

                previous = buffer[count - 1];
            }

            return false;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Copies the file to a path, decompressed, with every CRLF written as LF.</summary>
    public static async Task NormalizeAsync(
        IObjectStore store, string key, string targetPath, CancellationToken cancellationToken)
    {
        await using Stream source = await CsvText.OpenAsync(store, key, cancellationToken);
        await using FileStream target = new(targetPath, FileMode.Create, FileAccess.Write);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            bool pendingCr = false;
            int count;
            while ((count = await source.ReadAsync(buffer.AsMemory(1, BufferBytes - 1), cancellationToken)) > 0)
            {
                // A CR that ended the last block goes in front of this one, so that a CRLF is always seen whole.
                int start = pendingCr ? 0 : 1;
                buffer[0] = (byte)'\r';
                pendingCr = buffer[count] == (byte)'\r';
                int end = pendingCr ? count : count + 1;
                int kept = RemoveCrBeforeLf(buffer.AsSpan(start, end - start));
                await target.WriteAsync(buffer.AsMemory(start, kept), cancellationToken);
            }

            if (pendingCr)
            {
                target.WriteByte((byte)'\r');
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static (bool AnyCrLf, bool AnyLf) Scan(ReadOnlySpan<byte> block, byte previous)
    {
        bool anyCrLf = false;
        bool anyLf = false;
        int at = 0;
        while (at < block.Length && !(anyCrLf && anyLf))
        {
            int next = block[at..].IndexOf((byte)'\n');
            if (next < 0)
            {
                break;
            }

            at += next;
            bool crBefore = (at == 0 ? previous : block[at - 1]) == (byte)'\r';
            anyCrLf |= crBefore;
            anyLf |= !crBefore;
            at++;
        }

        return (anyCrLf, anyLf);
    }

    private static int RemoveCrBeforeLf(Span<byte> block)
    {
        int kept = 0;
        for (int i = 0; i < block.Length; i++)
        {
            if (block[i] != (byte)'\r' || i + 1 == block.Length || block[i + 1] != (byte)'\n')
            {
                block[kept++] = block[i];
            }
        }

        return kept;
    }
}
