using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Tarn.Common;

namespace Tarn.State;

/// <summary>
/// Small JSON documents with compare-and-set, one checked file each below <c>documents/</c> of the state directory
/// (docs/formats/state.md). A write is durable when it returns. Thread-safe; between processes the lake's lock keeps
/// writers apart. Failures of the disk are <c>TN4001</c> to <c>TN4003</c>.
/// </summary>
public sealed class DocumentStore
{
    public const string DirectoryName = "documents";

    private const int DocumentBytesMax = 256 * 1024 * 1024;
    private const int Gates = 16;

    private readonly IIdSource _ids;
    private readonly DurableFolder _folder;
    private readonly DocumentListeners _listeners = new();
    private readonly object[] _gates = [.. Enumerable.Range(0, Gates).Select(_ => new object())];

    /// <param name="stateDirectory">The lake's <c>.tarn</c>; made by the first write when it does not exist.</param>
    /// <param name="ids">Makes versions and names of temporary files.</param>
    public DocumentStore(string stateDirectory, IIdSource ids)
    {
        _ids = ids;
        _folder = new DurableFolder(
            Path.Join(stateDirectory, DirectoryName),
            ids,
            Failpoints.StateWriteBeforeRename,
            Failpoints.StateWriteAfterRename);
    }

    /// <summary>
    /// Whether a text from outside can be the last part of a document's name: letters, digits, '_', '-' and '.', not
    /// first, at most 250.
    /// </summary>
    public static bool CanName(string text) => DocumentNames.IsSegment(text);

    /// <summary>The document, or null when there is none.</summary>
    /// <exception cref="TarnException"><c>TN4007</c>: the file is damaged; nothing of it is returned.</exception>
    public Task<Document<T>?> ReadAsync<T>(string name, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        string path = DocumentNames.PathOf(_folder.Root, name);
        return RunAsync("read", name, () => Read(name, path, type), cancellationToken);
    }

    /// <summary>Stores the value and returns its version.</summary>
    /// <param name="name">As in <c>bookmarks/staging.trips</c>.</param>
    /// <param name="value">The new value.</param>
    /// <param name="type">How to write it.</param>
    /// <param name="expectedVersion">The version to replace, or null when there must be no document.</param>
    /// <param name="cancellationToken">Looked at before anything is changed, not later.</param>
    /// <exception cref="TarnException"><c>TN4008</c>: the stored version is another; nothing was changed.</exception>
    public Task<string> WriteAsync<T>(
        string name, T value, JsonTypeInfo<T> type, string? expectedVersion, CancellationToken cancellationToken)
    {
        string path = DocumentNames.PathOf(_folder.Root, name);
        byte[] content = Serialize(name, value, type);
        return RunAsync("write", name, () => Write(name, path, content, expectedVersion), cancellationToken);
    }

    /// <summary>Stores the value, whether there is a document or not.</summary>
    /// <exception cref="TarnException"><c>TN4007</c>: there is one, and it is damaged.</exception>
    public Task PutAsync<T>(string name, T value, JsonTypeInfo<T> type, CancellationToken cancellationToken) =>
        UpdateAsync(name, _ => value, type, cancellationToken);

    /// <summary>Stores what the change makes of the document; no other writer of this process comes between.</summary>
    /// <param name="name">As in <c>bookmarks/staging.trips</c>.</param>
    /// <param name="change">Of the value, null when there is no document. What it throws leaves all as it was.</param>
    /// <param name="type">How to read and write it.</param>
    /// <param name="cancellationToken">Looked at before anything is changed, not later.</param>
    /// <exception cref="TarnException"><c>TN4007</c>: there is a document, and it is damaged.</exception>
    public Task UpdateAsync<T>(
        string name, Func<T?, T> change, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        string path = DocumentNames.PathOf(_folder.Root, name);
        return RunAsync("write", name, () => Update(name, path, change, type), cancellationToken);
    }

    /// <summary>Names that start with the prefix, in ordinal order.</summary>
    public Task<IReadOnlyList<string>> ListAsync(string prefix, CancellationToken cancellationToken) =>
        RunAsync("list", prefix, () => List(prefix), cancellationToken);

    /// <summary>Deletes the document, durably; true when there was one.</summary>
    public Task<bool> DeleteAsync(string name, CancellationToken cancellationToken)
    {
        string path = DocumentNames.PathOf(_folder.Root, name);
        return RunAsync("delete", name, () => Delete(name, path), cancellationToken);
    }

    /// <summary>Deletes half-written files last touched before the moment; returns how many there were.</summary>
    public Task<int> RemoveLeftoversAsync(DateTimeOffset writtenBefore, CancellationToken cancellationToken) =>
        RunAsync("clean up", "*", () => _folder.RemoveLeftovers(writtenBefore), cancellationToken);

    /// <summary>Tells of documents that this process has written or deleted, until it is disposed.</summary>
    /// <param name="prefix">How their names begin.</param>
    /// <param name="tell">Told of a name by whoever changed it: it must be quick, and must not throw.</param>
    public IDisposable Listen(string prefix, Action<string> tell) => _listeners.Listen(prefix, tell);

    private static Document<T>? Read<T>(string name, string path, JsonTypeInfo<T> type)
    {
        if (Unwrap(name, path) is not (string version, ReadOnlyMemory<byte> content))
        {
            return null;
        }

        try
        {
            T? value = JsonSerializer.Deserialize(content.Span, type);
            return value is null ? throw Corrupt(name, "its value is null", null) : new Document<T>(value, version);
        }
        catch (JsonException exception)
        {
            throw Corrupt(name, $"its value is not what this version of Tarn expects: {exception.Message}", exception);
        }
    }

    private string Update<T>(string name, string path, Func<T?, T> change, JsonTypeInfo<T> type)
    {
        lock (GateOf(name))
        {
            Document<T>? current = Read(name, path, type);
            T changed = change(current is null ? default : current.Value);
            return Write(name, path, Serialize(name, changed, type), current?.Version);
        }
    }

    private static byte[] Serialize<T>(string name, T value, JsonTypeInfo<T> type)
    {
        byte[] content = JsonSerializer.SerializeToUtf8Bytes(value, type);
        return content.Length <= DocumentBytesMax ? content : throw new TarnException(
            ErrorCodes.StorageFailed,
            $"document '{name}' would have {content.Length} bytes; at most {DocumentBytesMax} are allowed");
    }

    private string Write(string name, string path, byte[] content, string? expectedVersion)
    {
        lock (GateOf(name))
        {
            string? current = Unwrap(name, path)?.Version;
            if (current != expectedVersion)
            {
                throw Conflict(name, current, expectedVersion);
            }

            string version = _ids.NextId();
            using TemporaryFile file = _folder.CreateTemporary();
            file.Stream.Write(DocumentEnvelope.Wrap(version, content));
            bool written = _folder.Publish(file, path, replace: expectedVersion is not null);
            if (!written)
            {
                throw Conflict(name, "unknown", expectedVersion);
            }

            _listeners.Tell(name);
            return version;
        }
    }

    private bool Delete(string name, string path)
    {
        lock (GateOf(name))
        {
            if (!File.Exists(path))
            {
                return false;
            }

            File.Delete(path);
            DurableFolder.SyncParent(path);
            _listeners.Tell(name);
            return true;
        }
    }

    private IReadOnlyList<string> List(string prefix)
    {
        string directory = Path.Join(_folder.Root, prefix[..(prefix.LastIndexOf('/') + 1)]);
        return !Directory.Exists(directory)
            ? []
            : [.. Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories)
                .Select(path => DocumentNames.NameOf(_folder.Root, path))
                .OfType<string>()
                .Where(name => name.StartsWith(prefix, StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)];
    }

    private static (string Version, ReadOnlyMemory<byte> Content)? Unwrap(string name, string path)
    {
        // Most documents asked for in vain were never there, and an exception costs more than this look.
        if (!File.Exists(path))
        {
            return null;
        }

        byte[] file;
        try
        {
            file = File.ReadAllBytes(path);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }

        return DocumentEnvelope.TryUnwrap(file, out string version, out ReadOnlyMemory<byte> content, out string reason)
            ? (version, content)
            : throw Corrupt(name, reason, null);
    }

    private object GateOf(string name) => _gates[(uint)name.GetHashCode(StringComparison.Ordinal) % Gates];

    private static Task<T> RunAsync<T>(string action, string name, Func<T> work, CancellationToken cancellationToken) =>
        BlockingIo.RunAsync(
            () =>
            {
                try
                {
                    return work();
                }
                catch (Exception exception) when (IoErrors.IsIo(exception))
                {
                    throw IoErrors.Translate(exception, $"{action} the state document '{name}'");
                }
            },
            cancellationToken);

    private static TarnException Conflict(string name, string? current, string? expected) =>
        new(ErrorCodes.StateConflict,
            $"The state document '{name}' has version {current ?? "none"}, expected {expected ?? "none"}:"
            + " somebody else changed it")
        {
            IsTransient = true,
            Hint = "Run the same command again.",
        };

    private static TarnException Corrupt(string name, string reason, Exception? inner) =>
        new(ErrorCodes.StateCorrupt, $"The state file '.tarn/{DirectoryName}/{name}.json' is damaged: {reason}", inner)
        {
            Hint = "Put back this file from a backup of the lake. Without one, move it away: Tarn then goes on as if it"
                + " had never been written (a bookmark starts over, and the table's own transaction ids are kept).",
        };
}
