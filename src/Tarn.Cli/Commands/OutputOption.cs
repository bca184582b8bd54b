using System.CommandLine;
using System.CommandLine.Parsing;
using Tarn.Cli.Output;

namespace Tarn.Cli.Commands;

/// <summary><c>-o</c>, on every command that prints data.</summary>
internal static class OutputOption
{
    public static readonly Option<OutputTarget?> Rows = Create(
        "table, json, jsonl, csv or markdown [TARN_OUTPUT; default: a table, tab-separated in a pipe]");

    public static readonly Option<OutputTarget?> RowsOrParquet = Create(
        "table, json, jsonl, csv, markdown, or parquet FILE [TARN_OUTPUT; default: a table, tab-separated in a pipe]",
        mayBeParquet: true);

    private static Option<OutputTarget?> Create(string description, bool mayBeParquet = false)
    {
        Option<OutputTarget?> option = new("--output", "-o")
        {
            Description = description,
            HelpName = "FORMAT",
            CustomParser = result => Parse(result, mayBeParquet),
        };
        option.CompletionSources.Add(_ => OutputTarget.Names.Select(name =>
            new System.CommandLine.Completions.CompletionItem(name)));
        return option;
    }

    private static OutputTarget? Parse(ArgumentResult result, bool mayBeParquet)
    {
        string text = result.Tokens[0].Value;
        OutputTarget? target = OutputTarget.TryParse(text);
        if (target is null && text == "parquet" && mayBeParquet)
        {
            result.AddError("-o parquet needs the file to write: -o parquet FILE");
        }
        else if (target is null || (target.Format == OutputFormat.Parquet && !mayBeParquet))
        {
            result.AddError($"'{text}' is no output format here; expected {string.Join(", ", OutputTarget.Names)}");
        }

        return target;
    }
}
