using System.Globalization;
using System.Text.Json;
using Tarn.Catalog;
using Tarn.Common;
using Tarn.Jobs.Extraction;
using Tarn.Sources.Http;
using Tarn.Sources.Reading;
using Tarn.Tables;

namespace Tarn.Jobs.Inputs;

/// <summary>Changes bookmarks by hand. Whoever calls has taken the lake for runs.</summary>
public sealed class BookmarkEditor(BookmarkStore bookmarks, TableCatalog catalog, TimeProvider timeProvider)
{
    /// <summary>The run that a bookmark names which somebody made by hand.</summary>
    public const string ByHand = "by-hand";

    /// <summary>Has the next run read a table of a source from a position.</summary>
    /// <exception cref="TarnException"><c>TN1005</c>: the table is read whole each time.</exception>
    public async Task SetAsync(SourceStep step, SourcePosition position, CancellationToken cancellationToken)
    {
        if (step.Table.Increment is null)
        {
            throw new TarnException(
                ErrorCodes.BadArgument, $"{step.Origin} is read whole each time, so there is no position to set");
        }

        DateTimeOffset now = timeProvider.GetUtcNow();
        TableSnapshot? table = await catalog.FindSnapshotAsync(catalog.GetModelTable(step.Into), cancellationToken);
        string hash = ExtractionPlanner.HashOf(step);
        Bookmark? current = await bookmarks.ReadAsync(step.Into, cancellationToken);
        Bookmark next = (current ?? new Bookmark
        {
            Version = 0,
            Fingerprint = hash,
            DefinitionHash = hash,
            SettledAt = now,
            RunId = ByHand,
        }) with
        {
            Version = table?.Transactions.GetValueOrDefault(step.Into.ToString()) ?? 0,
            DefinitionHash = hash,
            Source = new SourceMark
            {
                Source = step.Source.Name,
                Table = step.Table.Name,
                Position = position.Value,
                AsOf = current?.Source?.AsOf ?? now,
            },
        };
        await bookmarks.WriteAsync(step.Into, next, cancellationToken);
    }

    /// <summary>Has the next run ask a service for what is new since a value.</summary>
    /// <param name="text">The value: a number where the one before was one, else a text.</param>
    /// <exception cref="TarnException"><c>TN1005</c>: the feed is not asked for by a value.</exception>
    public async Task SetAsync(FeedStep step, string text, CancellationToken cancellationToken)
    {
        if (step.Feed is not HttpFeed { Cursor: not null })
        {
            throw new TarnException(
                ErrorCodes.BadArgument, $"{step.Origin} is not asked for by a value, so there is none to set");
        }

        DateTimeOffset now = timeProvider.GetUtcNow();
        Bookmark? current = await bookmarks.ReadAsync(step.Name, cancellationToken);
        bool isNumber = current?.Source?.Position?.ValueKind == JsonValueKind.Number
            && decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _);
        SourceMark mark = new()
        {
            Source = step.Source.Name,
            Table = step.Feed.Name,
            Position = JsonDocument.Parse(isNumber ? text : $"\"{JsonEncodedText.Encode(text)}\"").RootElement,
            AsOf = current?.Source?.AsOf ?? now,
        };
        Bookmark next = current ?? new Bookmark
        {
            Version = 0,
            Fingerprint = "",
            DefinitionHash = "",
            SettledAt = now,
            RunId = ByHand,
        };
        await bookmarks.WriteAsync(step.Name, next with { Source = mark }, cancellationToken);
    }

    /// <summary>
    /// Takes a bookmark back: the next run reads again what was read since. The table keeps the rows that it has.
    /// </summary>
    /// <param name="table">Of a model or a source.</param>
    /// <param name="asOf">A version of the bookmark, or a moment.</param>
    /// <returns>The version that it is back at.</returns>
    /// <exception cref="TarnException">
    /// <c>TN1003</c>: there is no bookmark, or none as old; <c>TN1005</c>: it has no positions to go back to.
    /// </exception>
    public async Task<BookmarkMove> RewindAsync(TableName table, AsOf asOf, CancellationToken cancellationToken)
    {
        Bookmark current = await bookmarks.ReadWholeAsync(table, cancellationToken)
            ?? throw new TarnException(
                ErrorCodes.UnknownName, $"{table} has no bookmark: it was never run, or was reset");
        BookmarkMove move = Find(current, asOf) ?? throw new TarnException(
            ErrorCodes.UnknownName, $"the bookmark of {table} keeps no {Text(asOf)}")
        {
            Hint = current.Moves.Count == 0
                ? $"'tarn bookmark reset {table}' starts over"
                : $"it keeps versions {current.Moves[0].Version} to {current.Moves[^1].Version}",
        };
        await bookmarks.WriteAsync(table, Rewound(table, current, move), cancellationToken);
        return move;
    }

    private static BookmarkMove? Find(Bookmark current, AsOf asOf) => asOf switch
    {
        AsOf.Version version => current.Moves.FirstOrDefault(move => move.Version == version.Number),
        AsOf.Moment moment => current.Moves.LastOrDefault(move => move.SettledAt <= moment.At),
        _ => null,
    };

    private static string Text(AsOf asOf) => asOf switch
    {
        AsOf.Version version => $"version {version.Number}",
        AsOf.Moment moment => $"version as old as {moment.At:O}",
        _ => asOf.ToString(),
    };

    private static Bookmark Rewound(TableName table, Bookmark current, BookmarkMove move)
    {
        if (current.Source is { } source && (source.Position is not null || current.Consumed.Count == 0))
        {
            return move.Position is null
                ? throw new TarnException(
                    ErrorCodes.BadArgument, $"{source.Source}: {source.Table} is read whole each time")
                : current with { Source = source with { Position = move.Position, AsOf = move.AsOf ?? source.AsOf } };
        }

        return current.Consumed.Count == 0
            ? throw new TarnException(ErrorCodes.BadArgument, $"{table} is always built from all of its input")
            : current with { Consumed = [.. current.Consumed.Where(file => (file.Since ?? 0) <= move.Version)] };
    }
}
