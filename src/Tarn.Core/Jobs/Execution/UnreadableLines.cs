using System.Globalization;
using System.Text;
using Tarn.Catalog.Files;
using Tarn.Engine;
using Tarn.Jobs.Privacy;
using Tarn.Queries;

namespace Tarn.Jobs.Execution;

/// <summary>The lines of text files that never became rows, in a table of the step's connection.</summary>
/// <param name="Count">How many there are.</param>
/// <param name="First">Place of the first of them, and what is wrong with it; null when there is none.</param>
internal sealed record UnreadableLines(long Count, string? First)
{
    /// <summary>Has a column <c>line</c>: place, reason and text of each.</summary>
    public const string Table = "main.tarn_unreadable_lines";

    private const string Schema = "main";
    private const string Name = "tarn_unreadable_lines";

    /// <summary>Gathers them after the rows were read.</summary>
    /// <param name="pseudonyms">
    /// For a model with private columns, of whose lines length and pseudonym are kept; null keeps their text.
    /// </param>
    public static async Task<UnreadableLines> GatherAsync(
        TableScope scope, Pseudonyms? pseudonyms, CancellationToken cancellationToken)
    {
        DuckConnection connection = scope.Connection;
        await connection.ExecuteAsync($"CREATE OR REPLACE TABLE {Table} (line VARCHAR)", cancellationToken);
        using TableAppender appender = connection.CreateAppender(Schema, Name);
        long count = 0;
        string? first = null;
        async Task AddAsync(UnreadableLine line)
        {
            string place = string.Create(CultureInfo.InvariantCulture, $"{line.File}:{line.Line}: ");
            string reason = pseudonyms is null ? line.Reason : line.Kind;
            string text = pseudonyms is null
                ? TextOf(line)
                : $"{LengthOf(line)}, {await pseudonyms.OfAsync(line.Text, cancellationToken)}";
            appender.Append($"{place}{reason}: {text}");
            first ??= place + reason;
            count++;
        }

        foreach (UnreadableLine line in await scope.UnreadableLinesAsync(cancellationToken))
        {
            await AddAsync(line);
        }

        await foreach (UnreadableLine line in scope.Raw.UnreadableJsonAsync(cancellationToken))
        {
            await AddAsync(line);
        }

        appender.Complete();
        return new UnreadableLines(count, first);
    }

    /// <summary>Bounded, and without zeros, which no text of the engine's SQL may have.</summary>
    private static string TextOf(UnreadableLine line)
    {
        string text = line.Text.Replace('\0', '\uFFFD');
        if (line.Bytes <= LinesOfRows.BytesKeptMax || (line.Bytes is null && text.Length == 0))
        {
            return text;
        }

        byte[] bytes = Encoding.UTF8.GetBytes(text);
        string kept = Encoding.UTF8.GetString(bytes, 0, Math.Min(bytes.Length, LinesOfRows.BytesKeptMax));
        return $"{kept}… ({LengthOf(line)})";
    }

    private static string LengthOf(UnreadableLine line) => line.Bytes is { } bytes
        ? string.Create(CultureInfo.InvariantCulture, $"{bytes} bytes")
        : "of unknown length";
}
