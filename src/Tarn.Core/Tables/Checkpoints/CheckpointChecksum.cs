using System.Text.Json;
using System.Text.Json.Nodes;
using Tarn.Common;
using Tarn.Storage;
using Tarn.Tables.Integrity;
using Tarn.Tables.Log;

namespace Tarn.Tables.Checkpoints;

/// <summary>
/// The checksum of a checkpoint that Tarn wrote, kept in the version's <c>.crc</c> file ("Version Checksum File"), in a
/// field of its own that other readers ignore. Without it a flipped bit in a Parquet page could give another table.
/// </summary>
/// <param name="table">As messages name it.</param>
internal sealed class CheckpointChecksum(IObjectStore store, string root, string table)
{
    public const string Field = "tarnCheckpoint";

    private const string ChecksumField = "crc32c";
    private const string SizeField = "sizeInBytes";

    /// <summary>Writes the version's checksum file, unless another writer has.</summary>
    /// <param name="checksum">Of the checkpoint.</param>
    public async Task WriteAsync(
        SnapshotState state, uint checksum, long sizeBytes, CancellationToken cancellationToken)
    {
        string key = LogPath.Checksum(root, state.Version);
        if (await store.ReadAsync(key, cancellationToken) is byte[] present && Find(present) is null)
        {
            return;
        }

        JsonObject said = new() { [ChecksumField] = FileChecksum.ToText(checksum), [SizeField] = sizeBytes };
        await store.PutAsync(
            key, VersionChecksum.Write(state, Field, said), PutCondition.None, cancellationToken);
    }

    /// <summary>How the checkpoint differs from its checksum; null when it does not, or has none.</summary>
    public async Task<string?> FindDamageAsync(CheckpointSet checkpoint, CancellationToken cancellationToken)
    {
        ObjectInfo file = checkpoint.Files[0];
        if (file.Key != LogPath.Checkpoint(root, checkpoint.Version)
            || await store.ReadAsync(LogPath.Checksum(root, checkpoint.Version), cancellationToken)
                is not byte[] content
            || Find(content) is not var (expected, sizeBytes))
        {
            return null;
        }

        if (file.SizeBytes != sizeBytes)
        {
            return $"it has {file.SizeBytes} bytes, but its checksum file says {sizeBytes}";
        }

        await using Stream stream = await store.OpenReadAsync(file.Key, cancellationToken);
        uint found = await BlockingIo.RunAsync(
            () => FileChecksum.Compute(stream, cancellationToken), cancellationToken);
        return found == expected
            ? null
            : $"its CRC-32C is {FileChecksum.ToText(found)}, but its checksum file says "
                + FileChecksum.ToText(expected);
    }

    /// <exception cref="TarnException"><c>TN5001</c> naming the checkpoint.</exception>
    public async Task RequireAsync(CheckpointSet checkpoint, CancellationToken cancellationToken)
    {
        if (await FindDamageAsync(checkpoint, cancellationToken) is string damage)
        {
            throw new TarnException(
                ErrorCodes.TableCorrupt,
                $"checkpoint '{checkpoint.Files[0].Key}' of table '{table}' is damaged: {damage}")
            {
                Hint = "Put the file back from a backup. The commits before it, which could take its place, are not "
                    + "all there.",
            };
        }
    }

    /// <summary>What a checksum file says of the checkpoint; null when nothing that can be understood.</summary>
    private static (uint Checksum, long SizeBytes)? Find(byte[] content)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(content);
            return document.RootElement.Find(Field) is { } said
                && FileChecksum.Parse(said.GetText(ChecksumField)) is uint checksum
                    ? (checksum, said.GetProperty(SizeField).GetInt64())
                    : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException
            or KeyNotFoundException or FormatException)
        {
            return null;
        }
    }
}
