using System.Text.RegularExpressions;
using Tarn.Cli.Shell.Editing;
using Tarn.Cli.Shell.Helpers;
using Tarn.Common;
using Tarn.Engine;

namespace Tarn.Cli.Shell;

/// <summary>
/// Completes helpers, tables where tables stand, and else columns of the tables that the statement names, databases,
/// key words and functions.
/// </summary>
internal sealed partial class ShellCompleter(IShellNames names) : ILineCompleter
{
    private static readonly string[] BeforeTables =
        ["from", "join", "into", "table", "view", "describe", "desc", "update", "repair", @"\d"];

    public async Task<Completion> CompleteAsync(string text, int cursor, CancellationToken cancellationToken)
    {
        int start = cursor;
        while (start > 0 && IsOfWord(text[start - 1]))
        {
            start--;
        }

        string word = text[start..cursor];
        IEnumerable<string> candidates = await FindAsync(text, text[..start], word, cancellationToken);
        return new Completion(start, [.. candidates
            .Where(candidate => candidate.StartsWith(word, StringComparison.OrdinalIgnoreCase))
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Order(StringComparer.Ordinal)]);
    }

    private async Task<IEnumerable<string>> FindAsync(
        string text, string before, string word, CancellationToken cancellationToken)
    {
        if (word.StartsWith('\\'))
        {
            return before.Trim().Length == 0 ? ShellHelpers.All.Select(helper => helper.Name) : [];
        }

        IReadOnlyList<string> tables = await names.ListTablesAsync(cancellationToken);
        IReadOnlyList<string> databases = [.. tables.Select(table => table.Split('.')[0] + ".").Distinct()];
        string last = LastWord().Match(before).Groups["word"].Value.ToLowerInvariant();
        if (BeforeTables.Contains(last))
        {
            return word.Contains('.', StringComparison.Ordinal) ? tables : tables.Concat(databases);
        }

        int point = word.LastIndexOf('.');
        if (point >= 0)
        {
            string qualifier = word[..point];
            IEnumerable<string> columns = await ColumnsAsync(text, qualifier, cancellationToken);
            return columns.Select(column => $"{qualifier}.{column}").Concat(tables);
        }

        bool isLower = !word.Any(char.IsUpper);
        IEnumerable<string> keywords = SqlVocabulary.Keywords
            .Select(keyword => isLower ? keyword : keyword.ToUpperInvariant());
        IReadOnlyList<string> functions = await names.ListFunctionsAsync(cancellationToken);
        return (await ColumnsAsync(text, null, cancellationToken))
            .Concat(databases).Concat(keywords).Concat(functions.Select(function => function + "("));
    }

    /// <summary>Columns of the tables that the statement names, or of the one that is called so in it.</summary>
    private async Task<IEnumerable<string>> ColumnsAsync(
        string text, string? qualifier, CancellationToken cancellationToken)
    {
        List<string> columns = [];
        foreach (Match match in NamedTable().Matches(text))
        {
            string name = match.Groups["name"].Value.ToLowerInvariant();
            Group said = match.Groups["alias"];
            string alias = said.Success ? said.Value : name[(name.IndexOf('.', StringComparison.Ordinal) + 1)..];
            bool isMeant = qualifier is null || string.Equals(qualifier, alias, StringComparison.OrdinalIgnoreCase);
            if (isMeant && TableName.TryParse(name, out TableName? table))
            {
                columns.AddRange(await names.ListColumnsAsync(table, cancellationToken));
            }
        }

        return columns;
    }

    private static bool IsOfWord(char character) =>
        char.IsLetterOrDigit(character) || character is '_' or '.' or '\\' or '-' or '?';

    [GeneratedRegex(@"(?<word>\\?\w+)\s*$")]
    private static partial Regex LastWord();

    [GeneratedRegex(
        @"(?:\b(?:from|join|into|update)\s+|,\s*)(?<name>\w+\.\w+)"
            + @"(?:\s+(?:as\s+)?(?!(?:on|where|join|left|right|group|order|limit|cross|inner)\b)(?<alias>\w+))?",
        RegexOptions.IgnoreCase)]
    private static partial Regex NamedTable();
}
