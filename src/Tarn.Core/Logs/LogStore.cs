using Tarn.Common;
using Tarn.State;

namespace Tarn.Logs;

/// <summary>
/// Log groups and their streams: those that clients make, and those of runs. Thread-safe; only the process that owns
/// the lake changes them.
/// </summary>
public sealed class LogStore
{
    private const string DocumentName = "logs/groups";

    private readonly DocumentStore _documents;
    private readonly string _directory;
    private readonly IReadOnlyList<ILogSource> _sources;
    private readonly TimeProvider _timeProvider;
    private readonly IIdSource _idSource;

    /// <param name="documents">Keeps groups and streams.</param>
    /// <param name="directory">Keeps events, a checked log for each stream.</param>
    /// <param name="sources">Groups that fill themselves.</param>
    /// <param name="timeProvider">Says what is too old.</param>
    /// <param name="idSource">Names files.</param>
    public LogStore(
        DocumentStore documents,
        string directory,
        IReadOnlyList<ILogSource> sources,
        TimeProvider timeProvider,
        IIdSource idSource)
    {
        _documents = documents;
        _directory = directory;
        _sources = sources;
        _timeProvider = timeProvider;
        _idSource = idSource;
    }

    /// <summary>By name. One that fills itself is there as soon as it has a stream.</summary>
    public async Task<IReadOnlyList<LogGroup>> ListGroupsAsync(CancellationToken cancellationToken)
    {
        List<LogGroup> groups = [.. (await ReadAsync(cancellationToken)).Groups];
        foreach (ILogSource source in _sources.Where(source => groups.All(group => group.Name != source.Group)))
        {
            IReadOnlyList<LogStream> streams = await source.ListAsync(cancellationToken);
            if (streams.Count > 0)
            {
                groups.Add(new LogGroup { Name = source.Group, CreatedAt = streams.Min(stream => stream.CreatedAt) });
            }
        }

        return [.. groups.OrderBy(group => group.Name, StringComparer.Ordinal)];
    }

    /// <exception cref="TarnException"><c>TN1003</c>: there is none.</exception>
    public async Task<LogGroup> GetGroupAsync(string name, CancellationToken cancellationToken) =>
        (await ListGroupsAsync(cancellationToken)).FirstOrDefault(group => group.Name == name) ?? throw Missing(name);

    /// <summary>False when there is one; one that only fills itself is taken over.</summary>
    public async Task<bool> TryCreateGroupAsync(
        string name, IReadOnlyDictionary<string, string> tags, CancellationToken cancellationToken)
    {
        bool isNew = false;
        LogGroup made = new() { Name = name, CreatedAt = _timeProvider.GetUtcNow(), Tags = tags };
        await UpdateAsync(
            book =>
            {
                isNew = book.Groups.All(group => group.Name != name);
                return isNew ? book with { Groups = [.. book.Groups, made] } : book;
            },
            cancellationToken);
        return isNew;
    }

    /// <summary>Changes what is set on a group.</summary>
    /// <exception cref="TarnException"><c>TN1003</c>: there is none.</exception>
    public async Task ChangeGroupAsync(
        string name, Func<LogGroup, LogGroup> change, CancellationToken cancellationToken)
    {
        LogGroup found = await GetGroupAsync(name, cancellationToken);
        await UpdateAsync(
            book => book with
            {
                Groups =
                [
                    .. book.Groups.Where(group => group.Name != name),
                    change(book.Groups.FirstOrDefault(group => group.Name == name) ?? found),
                ],
            },
            cancellationToken);
    }

    /// <summary>Deletes the group with all of its events.</summary>
    /// <exception cref="TarnException"><c>TN1003</c>: there is none.</exception>
    public async Task DeleteGroupAsync(string name, CancellationToken cancellationToken)
    {
        LogGroup found = await GetGroupAsync(name, cancellationToken);
        await UpdateAsync(
            book => book with { Groups = [.. book.Groups.Where(group => group.Name != name)] }, cancellationToken);
        foreach (LogStream stream in found.Streams)
        {
            File.Delete(PathOf(stream));
        }

        if (SourceOf(name) is { } source)
        {
            await source.RemoveBeforeAsync(DateTimeOffset.MaxValue, cancellationToken);
        }
    }

    /// <summary>By name.</summary>
    /// <exception cref="TarnException"><c>TN1003</c>: there is no such group.</exception>
    public async Task<IReadOnlyList<LogStream>> ListStreamsAsync(string group, CancellationToken cancellationToken)
    {
        List<LogStream> streams = [.. (await GetGroupAsync(group, cancellationToken)).Streams];
        if (SourceOf(group) is { } source)
        {
            streams.AddRange(await source.ListAsync(cancellationToken));
        }

        return [.. streams.OrderBy(stream => stream.Name, StringComparer.Ordinal)];
    }

    /// <summary>False when there is one.</summary>
    /// <exception cref="TarnException"><c>TN1003</c>: there is no such group.</exception>
    public async Task<bool> TryCreateStreamAsync(string group, string name, CancellationToken cancellationToken)
    {
        if ((await ListStreamsAsync(group, cancellationToken)).Any(stream => stream.Name == name))
        {
            return false;
        }

        LogStream made = new(name, _idSource.NextId(), _timeProvider.GetUtcNow());
        bool isNew = true;
        await ChangeGroupAsync(
            group,
            found =>
            {
                isNew = found.Streams.All(stream => stream.Name != name);
                return isNew ? found with { Streams = [.. found.Streams, made] } : found;
            },
            cancellationToken);
        return isNew;
    }

    /// <summary>Deletes a stream that clients made.</summary>
    /// <exception cref="TarnException"><c>TN1003</c>: there is none.</exception>
    public async Task DeleteStreamAsync(string group, string name, CancellationToken cancellationToken)
    {
        LogStream found = FindWritable(await GetGroupAsync(group, cancellationToken), name);
        await ChangeGroupAsync(
            group,
            one => one with { Streams = [.. one.Streams.Where(stream => stream.Id != found.Id)] },
            cancellationToken);
        File.Delete(PathOf(found));
    }

    /// <summary>The file of a stream's events.</summary>
    internal string PathOf(LogStream stream) => Path.Join(_directory, stream.Id + ".log");

    /// <summary>A stream that clients made.</summary>
    /// <exception cref="TarnException"><c>TN1003</c>: there is none.</exception>
    internal static LogStream FindWritable(LogGroup group, string name) =>
        group.Streams.FirstOrDefault(stream => stream.Name == name) ?? throw MissingStream(name);

    internal static TarnException MissingStream(string name) =>
        new(ErrorCodes.UnknownName, $"The specified log stream does not exist: {name}");

    internal ILogSource? SourceOf(string group) => _sources.FirstOrDefault(source => source.Group == group);

    private async Task<LogBook> ReadAsync(CancellationToken cancellationToken) =>
        (await _documents.ReadAsync(DocumentName, LogsJson.Default.LogBook, cancellationToken))?.Value
        ?? new LogBook();

    private Task UpdateAsync(Func<LogBook, LogBook> change, CancellationToken cancellationToken) =>
        _documents.UpdateAsync(
            DocumentName, book => change(book ?? new LogBook()), LogsJson.Default.LogBook, cancellationToken);

    private static TarnException Missing(string name) =>
        new(ErrorCodes.UnknownName, $"The specified log group does not exist: {name}");
}
