using System.CommandLine;
using Tarn.Cli.Errors;
using Tarn.Cli.Output;
using Tarn.Common;

namespace Tarn.Cli.Commands;

/// <summary>What an error code means and what to do about it; without a code, all of them.</summary>
internal sealed class ExplainCommand : LocalCommand
{
    private static readonly OutputColumn[] Columns = [new("code"), new("title")];

    private static readonly Argument<string?> Code = new("code")
    {
        Description = "An error code such as TN2004",
        Arity = ArgumentArity.ZeroOrOne,
    };

    public ExplainCommand()
        : base("explain", "Explain an error code")
    {
        Arguments.Add(Code);
        Options.Add(OutputOption.Rows);
    }

    protected override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        if (context.Arguments.GetValue(Code) is not { } code)
        {
            IEnumerable<object?[]> rows = ErrorPage.Entries.Select(entry => new object?[] { entry.Code, entry.Title });
            await context.WriteRowsAsync(OutputRows.Of(Columns, rows), cancellationToken);
            return ExitCode.Ok;
        }

        ErrorEntry entry = ErrorPage.Find(code) ?? throw new TarnException(
            ErrorCodes.UnknownName, $"there is no error code '{code}'")
        {
            Hint = "'tarn explain' lists them",
        };
        context.Terminal.Output.WriteLine(context.OutputPalette.Bold($"{entry.Code} {entry.Title}"));
        context.Terminal.Output.WriteLine();
        context.Terminal.Output.WriteLine(entry.Text);
        return ExitCode.Ok;
    }
}
