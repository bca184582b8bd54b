using System.CommandLine;
using Tarn.Cli.Hosting;
using Tarn.Common;

namespace Tarn.Cli.Commands.Catalogs;

/// <summary>Gives an entry another name.</summary>
internal sealed class CatalogRenameCommand : CatalogChangeCommand
{
    private static readonly Argument<string> NewName = new("new-name")
    {
        Description = "The new name: database.table",
        HelpName = "NEW",
    };

    public CatalogRenameCommand()
        : base("rename", "Give an entry another name; its versions, partitions and files stay")
    {
        Arguments.Add(TableArgument.Required);
        Arguments.Add(NewName);
    }

    protected override async Task<ExitCode> ChangeAsync(
        CommandContext context, LakeHost lake, CancellationToken cancellationToken)
    {
        TableName from = CatalogArgument.Name(context.Arguments.GetRequiredValue(TableArgument.Required));
        TableName to = CatalogArgument.Name(context.Arguments.GetRequiredValue(NewName));
        if (lake.Tables.FindDefined(to) is not null)
        {
            throw new TarnException(ErrorCodes.EntryExists, $"a definition makes a table '{to}' already")
            {
                Hint = "choose another name",
            };
        }

        await lake.Entries.RenameAsync(from, to, cancellationToken);
        context.Say($"{from} is now {to}");
        return ExitCode.Ok;
    }
}
