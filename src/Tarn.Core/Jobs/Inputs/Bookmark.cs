namespace Tarn.Jobs.Inputs;

/// <summary>
/// What a model, or a table that a source fills, has already consumed. It moves in the same commit as the data: the
/// table's <c>txn</c> of the model has the same <see cref="Version"/>.
/// </summary>
public sealed record Bookmark
{
    /// <summary>Counts the model's commits, from 1.</summary>
    public required long Version { get; init; }

    /// <summary>Identity of everything that decides the model's rows: definition and inputs.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>Identity of the definition alone.</summary>
    public required string DefinitionHash { get; init; }

    /// <summary>
    /// For an incremental model, files of its bookmarked input that are in the table: those that are in none of
    /// <see cref="Segments"/>. <see cref="BookmarkStore.ReadWholeAsync"/> gives them all.
    /// </summary>
    public IReadOnlyList<InputFile> Consumed { get; init; } = [];

    /// <summary>
    /// Documents with more consumed files, the oldest first: what a later one says of a file counts. Bookmarks of older
    /// versions do not say.
    /// </summary>
    public IReadOnlyList<ConsumedSegment> Segments { get => field ?? []; init; } = [];

    /// <summary>Files that could not be read; they are tried again when their ETag changes.</summary>
    public IReadOnlyList<RejectedFile> Rejected { get; init; } = [];

    /// <summary>For a table that a source fills, up to where it has been read; null for a model.</summary>
    public SourceMark? Source { get; init; }

    /// <summary>How it came to be as it is, the latest last, this version included.</summary>
    public IReadOnlyList<BookmarkMove> Moves { get; init; } = [];

    public required DateTimeOffset SettledAt { get; init; }

    /// <summary>The run that moved it.</summary>
    public required string RunId { get; init; }

    /// <summary>With itself as the last of its moves.</summary>
    /// <param name="before">What it takes the place of; null when there was none.</param>
    internal Bookmark After(Bookmark? before) => this with
    {
        Moves =
        [
            .. (before?.Moves ?? []).Where(move => move.Version < Version).TakeLast(BookmarkMove.KeptMax - 1),
            new BookmarkMove(Version, SettledAt, RunId) { Position = Source?.Position, AsOf = Source?.AsOf },
        ],
    };
}
