using System.CommandLine;
using Tarn.Catalog.Entries;
using Tarn.Cli.Errors;
using Tarn.Cli.Hosting;
using Tarn.Common;

namespace Tarn.Cli.Commands.Catalogs;

/// <summary>Takes an entry out of the catalog, with its files or without.</summary>
internal sealed class CatalogDropCommand : CatalogChangeCommand
{
    private static readonly Option<bool> WithData = new("--with-data")
    {
        Description = "Move the table's files aside too; they are deleted when the time to bring it back is over",
    };

    private static readonly Option<string?> Keep = new("--keep")
    {
        Description = "How long it can be brought back, such as 36h [default: 7d]",
        HelpName = "DURATION",
    };

    public CatalogDropCommand()
        : base("drop", "Take an entry out of the catalog; 'undrop' brings it back")
    {
        Arguments.Add(TableArgument.Required);
        Options.Add(WithData);
        Options.Add(Keep);
    }

    protected override async Task<ExitCode> ChangeAsync(
        CommandContext context, LakeHost lake, CancellationToken cancellationToken)
    {
        TableName name = CatalogArgument.Name(context.Arguments.GetRequiredValue(TableArgument.Required));
        string? keep = context.Arguments.GetValue(Keep);
        DropOptions options = new()
        {
            DroppedBy = User,
            Retention = keep is null ? DropOptions.DefaultRetention : UnitText.TryParseDuration(keep)
                ?? throw new UsageException($"--keep is '{keep}'; expected a duration such as 7d or 36h"),
        };
        bool isWithData = context.Arguments.GetValue(WithData);
        await lake.Entries.GetAsync(name, cancellationToken);
        if (isWithData && !await context.ConfirmAsync($"Take {name} and its files away?", cancellationToken))
        {
            return ExitCode.Failed;
        }

        if (isWithData)
        {
            int files = await lake.Removal.DropWithDataAsync(name, options, cancellationToken);
            context.Say($"dropped {name}; {files} files were moved aside");
        }
        else
        {
            await lake.Entries.DropAsync(name, options, cancellationToken);
            context.Say($"dropped {name}; its files are untouched");
        }

        return ExitCode.Ok;
    }
}
