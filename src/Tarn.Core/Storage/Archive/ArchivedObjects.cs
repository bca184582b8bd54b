using System.Runtime.CompilerServices;
using Tarn.Common;
using Tarn.Storage.Attributes;

namespace Tarn.Storage.Archive;

/// <summary>
/// The archive of one local bucket. An archived object is listed and looked up like any other, with its true size and
/// ETag, but has to be restored before it is read: the restored copy is a file like any other, for a time.
/// </summary>
public sealed class ArchivedObjects
{
    private readonly LocalPaths _paths;
    private readonly LocalCalls _calls;
    private readonly LocalReads _reads;
    private readonly LocalArchive _archive;
    private readonly ArchivePlacing _placing;
    private readonly ArchiveMoves _moves;
    private readonly ArchivePuts _puts;

    internal ArchivedObjects(
        LocalPaths paths,
        LocalCalls calls,
        LocalReads reads,
        LocalArchive archive,
        ArchivePlacing placing,
        ArchiveMoves moves,
        ArchivePuts puts)
    {
        _paths = paths;
        _calls = calls;
        _reads = reads;
        _archive = archive;
        _placing = placing;
        _moves = moves;
        _puts = puts;
    }

    /// <summary>A put that is packed while it comes in; its attributes appear together with the content.</summary>
    /// <param name="key">Of the object.</param>
    /// <param name="content">Read to its end.</param>
    /// <param name="condition">Must hold for what is there, archived or not.</param>
    /// <param name="attributes">Asked for once the content has been read to its end; throws to give the put up.</param>
    /// <param name="cancellationToken">Stops the put.</param>
    public Task<PutResult> PutAsync(
        string key,
        Stream content,
        PutCondition condition,
        Func<ObjectAttributes> attributes,
        CancellationToken cancellationToken) =>
        _puts.PutAsync(key, content, condition, attributes, cancellationToken);

    /// <summary>Whether it has been archived, with or without a restored copy; null when it has not.</summary>
    public Task<AttributedObject?> FindAsync(string key, CancellationToken cancellationToken) =>
        _calls.RunAsync("look up", key, _ => _archive.Find(key), cancellationToken);

    /// <summary>Archives an object, whose file is packed, read back, and then deleted.</summary>
    /// <param name="found">As it was looked up.</param>
    /// <param name="storageClass">An archived one.</param>
    /// <param name="cancellationToken">Stops it; nothing is changed then.</param>
    /// <returns>What it has now, in bytes; null when it was put or deleted meanwhile.</returns>
    public async Task<long?> ArchiveAsync(ObjectInfo found, string storageClass, CancellationToken cancellationToken)
    {
        using OpenObject? open = await _reads.OpenAsync(found.Key, cancellationToken);
        if (open is null || open.Found.Info.ETag != found.ETag)
        {
            return null;
        }

        Outcome outcome = await _calls.RunAsync(
            "archive",
            found.Key,
            _ => new Outcome(_moves.Archive(open, storageClass, cancellationToken)),
            cancellationToken);
        return outcome.PackedBytes;
    }

    /// <summary>Notes what is to be restored; false when the object is not archived, or has a copy.</summary>
    public async Task<bool> RequestAsync(string key, RestoreMark mark, CancellationToken cancellationToken) =>
        await FindAsync(key, cancellationToken) is { } found
        && await _calls.RunAsync(
            "describe",
            key,
            _ => _archive.SetAttributes(key, found.Attributes with { Restore = mark }),
            cancellationToken);

    /// <summary>Makes a copy that can be read, checked against the digest of what was archived.</summary>
    /// <returns>False when it is not archived, or has a copy.</returns>
    /// <exception cref="TarnException"><c>TN4003</c>: it is damaged.</exception>
    public Task<bool> RestoreAsync(string key, DateTimeOffset expiresAt, CancellationToken cancellationToken) =>
        _calls.RunAsync("restore", key, _ => _moves.Restore(key, expiresAt, cancellationToken), cancellationToken);

    /// <summary>Takes a restored copy away; false when the object was put or deleted meanwhile.</summary>
    public Task<bool> ExpireAsync(AttributedObject copy, CancellationToken cancellationToken) =>
        _calls.RunAsync("archive", copy.Info.Key, _ => _moves.Expire(copy), cancellationToken);

    /// <summary>Deletes what a crash left in the archive beside the object's own file.</summary>
    public Task<bool> DropLeftoverAsync(ObjectInfo own, CancellationToken cancellationToken) =>
        _calls.RunAsync("archive", own.Key, _ => _placing.TryDropPacked(own.Key, own), cancellationToken);

    /// <summary>Keys of all archived objects, in no order.</summary>
    public async IAsyncEnumerable<string> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        LocalDirectories directories = new(_paths);
        Stack<string> open = new([""]);
        while (open.TryPop(out string? directory))
        {
            DirectoryEntry[] entries = await BlockingIo.RunAsync(
                () => directories.ReadArchived(directory).ToArray(), cancellationToken);
            foreach (DirectoryEntry entry in entries)
            {
                if (entry.IsDirectory)
                {
                    open.Push(entry.Key);
                }
                else
                {
                    yield return entry.Key;
                }
            }
        }
    }

    private sealed record Outcome(long? PackedBytes);
}
