using System.CommandLine;
using Tarn.Catalog.Transfer;
using Tarn.Cli.Errors;
using Tarn.Cli.Hosting;

namespace Tarn.Cli.Commands.Catalogs;

/// <summary>Fills an empty catalog from an export.</summary>
internal sealed class CatalogImportCommand : CatalogChangeCommand
{
    private static readonly Argument<string> Source = new("file")
    {
        Description = "A document that 'tarn catalog export' wrote",
        HelpName = "FILE",
    };

    public CatalogImportCommand()
        : base("import", "Fill an empty catalog from an export") =>
        Arguments.Add(Source);

    protected override async Task<ExitCode> ChangeAsync(
        CommandContext context, LakeHost lake, CancellationToken cancellationToken)
    {
        string path = Path.Combine(context.Terminal.WorkingDirectory, context.Arguments.GetRequiredValue(Source));
        if (!File.Exists(path))
        {
            throw new UsageException($"there is no file '{context.Shorten(path)}'");
        }

        await using FileStream source = File.OpenRead(path);
        CatalogDocument document = await CatalogTransfer.ReadAsync(source, cancellationToken);
        await lake.Transfer.ImportAsync(document, cancellationToken);
        context.Say($"imported {document.Tables.Count} tables");
        return ExitCode.Ok;
    }
}
