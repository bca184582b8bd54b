using System.Text.Json;
using Tarn.Common;
using Tarn.State;

namespace Tarn.Streams;

/// <summary>The streams of a lake as documents: those that clients make, and what is known of those in files.</summary>
internal sealed class StoredStreams(DocumentStore documents, TimeProvider timeProvider)
{
    private readonly NamedEntries<KnownStream> _entries = new(
        documents, "streams/definitions/", "stream", StreamsJson.Default.KnownStream);

    /// <summary>
    /// All, after those in files were taken over: a definition that changed is a new version. One of a file that is
    /// gone is among them, for what of it waits for delivery.
    /// </summary>
    /// <param name="ofFiles">What the files of the lake define.</param>
    public async Task<IReadOnlyList<KnownStream>> OpenAsync(
        IReadOnlyList<StreamDefinition> ofFiles, CancellationToken cancellationToken)
    {
        foreach (StreamDefinition definition in ofFiles)
        {
            KnownStream? known = await _entries.FindAsync(definition.Name, cancellationToken);
            if (known is null)
            {
                await _entries.AddAsync(definition.Name, New(definition, isOfFile: true), cancellationToken);
            }
            else if (!known.IsOfFile || !IsSame(known.Definition, definition))
            {
                await UpdateAsync(
                    definition.Name,
                    stream => stream with { Definition = definition, IsOfFile = true, Details = null },
                    cancellationToken);
            }
        }

        // Documents do not have everything: secrets stay in the files.
        Dictionary<string, StreamDefinition> byName = ofFiles.ToDictionary(definition => definition.Name);
        IReadOnlyList<KnownStream> all = await _entries.ListAsync(cancellationToken);
        return
        [
            .. all.Select(stream => byName.GetValueOrDefault(stream.Definition.Name) is { } definition
                ? stream with { Definition = definition }
                : stream),
        ];
    }

    /// <summary>A stream that there has not been.</summary>
    public KnownStream New(StreamDefinition definition, bool isOfFile) => new()
    {
        Definition = definition,
        IsOfFile = isOfFile,
        Version = 1,
        CreatedAt = timeProvider.GetUtcNow(),
    };

    /// <exception cref="TarnException"><c>TN5010</c>: there is one already; <c>TN1005</c>: not a name.</exception>
    public Task AddAsync(KnownStream stream, CancellationToken cancellationToken) =>
        _entries.AddAsync(stream.Definition.Name, stream, cancellationToken);

    /// <summary>Stores what the change makes of it; returns that.</summary>
    /// <exception cref="TarnException"><c>TN1003</c>: there is none.</exception>
    public async Task<KnownStream> UpdateAsync(
        string name, Func<KnownStream, KnownStream> change, CancellationToken cancellationToken)
    {
        KnownStream? changed = null;
        await _entries.UpdateAsync(name, stream => changed = Next(stream, change(stream)), cancellationToken);
        return changed!;
    }

    public Task RemoveAsync(string name, CancellationToken cancellationToken) =>
        _entries.DeleteAsync(name, cancellationToken);

    private KnownStream Next(KnownStream old, KnownStream changed) => IsSame(old.Definition, changed.Definition)
        ? changed
        : changed with { Version = old.Version + 1, ChangedAt = timeProvider.GetUtcNow() };

    private static bool IsSame(StreamDefinition one, StreamDefinition other) =>
        Text(one).AsSpan().SequenceEqual(Text(other));

    private static byte[] Text(StreamDefinition definition) =>
        JsonSerializer.SerializeToUtf8Bytes(definition, StreamsJson.Default.StreamDefinition);
}
