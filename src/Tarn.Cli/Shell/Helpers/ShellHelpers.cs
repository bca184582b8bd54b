using Tarn.Cli.Errors;
using Tarn.Cli.Output;
using Tarn.Common;

namespace Tarn.Cli.Shell.Helpers;

/// <summary>All helpers, in the order in which they are listed.</summary>
internal static class ShellHelpers
{
    public static IReadOnlyList<ShellHelper> All { get; } =
    [
        new(@"\l", "", "databases", CatalogHelpers.ListDatabasesAsync),
        new(@"\dt", "[PATTERN]", "tables; * stands for any text", CatalogHelpers.ListTablesAsync),
        new(@"\dv", "[PATTERN]", "views", CatalogHelpers.ListViewsAsync),
        new(@"\d", "TABLE", "a table: columns, size, origin", CatalogHelpers.DescribeAsync),
        new(@"\df", "[PATTERN]", "functions of the dialect", CatalogHelpers.ListFunctionsAsync),
        new(@"\estimate", "[STATEMENT]", "what it, or the last, would read", StatementHelpers.EstimateAsync),
        new(@"\dialect", "[athena|duckdb]", "what statements are written in", SettingHelpers.DialectAsync),
        new(@"\as-of", "[VERSION|TIME]", "read older tables; alone: newest", SettingHelpers.AsOfAsync),
        new(@"\timing", "[on|off]", "time and bytes after a statement", SettingHelpers.TimingAsync),
        new(@"\x", "[on|off]", "each value on a line of its own", SettingHelpers.ExpandedAsync),
        new(@"\o", "[FILE]", "add results to a file, or show", SettingHelpers.OutputAsync),
        new(@"\i", "FILE", "run the statements of a file", StatementHelpers.RunFileAsync),
        new(@"\e", "", "change the last one in $EDITOR", StatementHelpers.EditAsync),
        new(@"\?", "", "this list", ListAsync),
        new(@"\q", "", "leave, as Ctrl-D does", LeaveAsync),
    ];

    /// <exception cref="TarnException">TN1005: there is no such helper, or it does not take the argument.</exception>
    public static Task RunAsync(string line, ShellSession session, CancellationToken cancellationToken)
    {
        string[] parts = line.TrimEnd(';').Split((char[]?)null, 2, StringSplitOptions.RemoveEmptyEntries);
        ShellHelper helper = All.FirstOrDefault(helper => helper.Name == parts[0])
            ?? throw new TarnException(ErrorCodes.BadArgument, $"there is no helper '{parts[0]}'")
            {
                Hint = Suggestion.DidYouMean(parts[0], All.Select(helper => helper.Name))
                    ?? @"\? lists those there are",
            };
        string argument = parts.Length > 1 ? parts[1].Trim() : "";
        bool needsOne = helper.Argument.Length > 0 && helper.Argument[0] != '[';
        return (needsOne && argument.Length == 0) || (helper.Argument.Length == 0 && argument.Length > 0)
            ? throw new UsageException($"expected {helper.Name} {helper.Argument}".TrimEnd())
            : helper.RunAsync(argument, session, cancellationToken);
    }

    private static Task ListAsync(string argument, ShellSession session, CancellationToken cancellationToken)
    {
        Palette palette = session.Context.OutputPalette;
        int width = All.Max(helper => helper.Name.Length + helper.Argument.Length) + 3;
        foreach (ShellHelper helper in All)
        {
            string call = $"{helper.Name} {helper.Argument}".PadRight(width);
            session.Context.Terminal.Output.WriteLine(palette.Bold(call) + helper.Description);
        }

        return Task.CompletedTask;
    }

    private static Task LeaveAsync(string argument, ShellSession session, CancellationToken cancellationToken)
    {
        session.IsOver = true;
        return Task.CompletedTask;
    }
}
