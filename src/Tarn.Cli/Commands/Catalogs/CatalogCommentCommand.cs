using System.CommandLine;
using Tarn.Catalog;
using Tarn.Cli.Hosting;

namespace Tarn.Cli.Commands.Catalogs;

/// <summary>Describes a table or a column.</summary>
internal sealed class CatalogCommentCommand : CatalogChangeCommand
{
    private static readonly Argument<string?> Text = new("text")
    {
        Description = "The comment; without it the comment is taken away",
        HelpName = "TEXT",
        Arity = ArgumentArity.ZeroOrOne,
    };

    public CatalogCommentCommand()
        : base("comment", "Describe a table or a column")
    {
        Arguments.Add(CatalogArgument.Subject);
        Arguments.Add(Text);
    }

    protected override async Task<ExitCode> ChangeAsync(
        CommandContext context, LakeHost lake, CancellationToken cancellationToken)
    {
        (CatalogTable table, string? column) = await CatalogArgument.FindAsync(
            lake, context.Arguments.GetRequiredValue(CatalogArgument.Subject), cancellationToken);
        string? text = context.Arguments.GetValue(Text);
        await (column is null
            ? Editor(lake).DescribeAsync(table, text, cancellationToken)
            : Editor(lake).DescribeColumnAsync(table, column, text, cancellationToken));
        return ExitCode.Ok;
    }
}
