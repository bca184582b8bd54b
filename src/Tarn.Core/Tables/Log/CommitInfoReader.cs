using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tarn.Common;
using Tarn.Storage;
using Tarn.Tables.Integrity;

namespace Tarn.Tables.Log;

/// <summary>Reads what commits say of themselves, and nothing else of them.</summary>
internal sealed class CommitInfoReader(IObjectStore store)
{
    private const int CommitInfoBytesMax = 1 << 20;

    /// <summary>
    /// What a commit says of itself, from its first line; null when that line is another action, or longer than any
    /// such. The commit may be as large as the table, and nothing else of it is needed.
    /// </summary>
    /// <exception cref="TarnException"><c>TN5001</c>: the line is not what was written.</exception>
    public async Task<JsonObject?> ReadAsync(string key, CancellationToken cancellationToken)
    {
        await using Stream stream = await store.OpenReadAsync(key, cancellationToken);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(CommitInfoBytesMax);
        try
        {
            int length = 0;
            int end = -1;
            while (end < 0 && length < CommitInfoBytesMax)
            {
                int read = await stream.ReadAsync(buffer.AsMemory(length), cancellationToken);
                if (read == 0)
                {
                    break;
                }

                end = buffer.AsSpan(length, read).IndexOf((byte)'\n') is int found and >= 0 ? length + found : -1;
                length += read;
            }

            ReadOnlySpan<byte> line = buffer.AsSpan(0, end < 0 ? length : end + 1);
            return CommitChecksum.FindLineDamage(line) is string damage
                ? throw new TarnException(ErrorCodes.TableCorrupt, $"'{key}' is damaged: {damage}")
                : JsonNode.Parse(line)?["commitInfo"] as JsonObject;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
