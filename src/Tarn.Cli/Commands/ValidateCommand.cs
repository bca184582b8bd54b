using Tarn.Cli.Errors;
using Tarn.Cli.Hosting;
using Tarn.Cli.Output;
using Tarn.Common;

namespace Tarn.Cli.Commands;

/// <summary>Checks every definition, and that each model's SQL fits what it reads, without running anything.</summary>
internal sealed class ValidateCommand : LakeCommand
{
    private static readonly OutputColumn[] Columns =
    [
        new("severity"), new("code"), new("message"), new("file"),
        new("line", ColumnKind.Number), new("column", ColumnKind.Number), new("label"),
    ];

    public ValidateCommand()
        : base("validate", "Check the definitions of the lake") => Options.Add(OutputOption.Rows);

    protected override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        (IReadOnlyList<Diagnostic> diagnostics, string summary) = await FindAsync(context, cancellationToken);
        bool isValid = diagnostics.All(diagnostic => diagnostic.Severity != DiagnosticSeverity.Error);
        if (context.Target(OutputOption.Rows).Format != OutputFormat.Auto)
        {
            await context.WriteRowsAsync(OutputRows.Of(Columns, diagnostics.Select(Row)), cancellationToken);
        }
        else if (diagnostics.Count > 0)
        {
            context.Terminal.Error.Write(new DiagnosticRenderer(context.ErrorPalette).Render(diagnostics));
        }

        context.Say(isValid
            ? $"{context.ErrorPalette.Green("valid")}: {summary}"
            : $"\n{diagnostics.Count} found; 'tarn explain {diagnostics[0].Code}' says more about the first");
        return isValid ? ExitCode.Ok : ExitCode.Usage;
    }

    private static async Task<(IReadOnlyList<Diagnostic> Diagnostics, string Summary)> FindAsync(
        CommandContext context, CancellationToken cancellationToken)
    {
        try
        {
            using LakeHost lake = await context.OpenLakeAsync(cancellationToken);
            IReadOnlyList<Diagnostic> problems = await lake.FindProblemsAsync(cancellationToken);
            string summary = $"{lake.Definition.FileTables.Count} raw tables, {lake.Definition.Models.Count} models "
                + $"in {lake.Definition.Jobs.Count} jobs, {lake.Definition.Queries.Count} queries, "
                + $"{lake.Definition.Crawlers.Count} crawlers, {lake.Definition.Streams.Count} streams, "
                + $"{lake.Definition.Sources.Count} sources, {lake.Definition.Flows.Graphs.Workflows.Count} workflows";
            IReadOnlyList<Diagnostic> conflicts = await lake.FindNameConflictsAsync(cancellationToken);
            return ([.. conflicts, .. problems, .. lake.Definition.Warnings], summary);
        }
        catch (DiagnosticException exception)
        {
            return (exception.Diagnostics, "");
        }
    }

    private static object?[] Row(Diagnostic diagnostic) =>
    [
        diagnostic.Severity.ToString().ToLowerInvariant(), diagnostic.Code, diagnostic.Message,
        diagnostic.Location?.File, diagnostic.Location?.Line, diagnostic.Location?.Column, diagnostic.Label,
    ];
}
