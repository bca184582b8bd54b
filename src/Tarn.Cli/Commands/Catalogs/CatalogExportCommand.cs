using System.CommandLine;
using System.Text;
using Tarn.Cli.Hosting;

namespace Tarn.Cli.Commands.Catalogs;

/// <summary>Writes all entries of the catalog as one JSON document.</summary>
internal sealed class CatalogExportCommand : LakeCommand
{
    private static readonly Argument<string?> Target = new("file")
    {
        Description = "Where to write it [default: standard output]",
        HelpName = "FILE",
        Arity = ArgumentArity.ZeroOrOne,
    };

    public CatalogExportCommand()
        : base("export", "Write all entries, versions and partitions as one JSON document") =>
        Arguments.Add(Target);

    protected override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        using LakeHost lake = await context.OpenLakeAsync(cancellationToken);
        using MemoryStream document = new();
        await lake.Transfer.WriteAsync(document, cancellationToken);
        if (context.Arguments.GetValue(Target) is { } file)
        {
            string path = Path.Combine(context.Terminal.WorkingDirectory, file);
            await File.WriteAllBytesAsync(path, document.ToArray(), cancellationToken);
        }
        else
        {
            context.Terminal.Output.WriteLine(Encoding.UTF8.GetString(document.ToArray()));
        }

        return ExitCode.Ok;
    }
}
