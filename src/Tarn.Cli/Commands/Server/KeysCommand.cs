using System.CommandLine;
using Tarn.Cli.Hosting;
using Tarn.Cli.Output;
using Tarn.Common;
using Tarn.Security;

namespace Tarn.Cli.Commands.Server;

/// <summary>Lists, makes, replaces and takes away access keys.</summary>
internal sealed class KeysCommand : Command
{
    public KeysCommand()
        : base("keys", "List, make, replace or take away access keys of the lake")
    {
        Add(new ListKeys());
        Add(new CreateKey());
        Add(new RotateKey());
        Add(new DeleteKey());
    }

    private static AccessKeys Open(CommandContext context) => new(
        Path.Combine(LakeLocator.Find(context.Settings.Directory), ".tarn"), context.Services.IdSource);

    private static void Print(CommandContext context, AccessKey key)
    {
        context.Terminal.Output.WriteLine($"aws_access_key_id = {key.Id}");
        context.Terminal.Output.WriteLine($"aws_secret_access_key = {key.Secret}");
    }

    private static TarnException Missing(CommandContext context, string key) =>
        new(ErrorCodes.UnknownName, $"there is no access key '{key}'")
        {
            Hint = $"list them: {context.ProgramName} keys list",
        };

    private sealed class ListKeys : LocalCommand
    {
        public ListKeys()
            : base("list", "List access keys; secrets are not shown") =>
            Options.Add(OutputOption.Rows);

        protected override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
        {
            IEnumerable<object?[]> rows = Open(context).List().Select(key => (object?[])[key.Name, key.Id, key.User]);
            await context.WriteRowsAsync(OutputRows.Of([new("name"), new("id"), new("user")], rows), cancellationToken);
            return ExitCode.Ok;
        }
    }

    private sealed class CreateKey : LocalCommand
    {
        private static readonly Argument<string> KeyName = new("name")
        {
            Description = "Whom it is for",
            HelpName = "NAME",
        };

        private static readonly Option<string?> User = new("--user")
        {
            Description = "IAM user whose policies say what it may do [default: it may do everything]",
            HelpName = "USER",
        };

        public CreateKey()
            : base("create", "Make an access key and print it")
        {
            Arguments.Add(KeyName);
            Options.Add(User);
        }

        protected override Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
        {
            AccessKey key = Open(context).Create(
                context.Arguments.GetValue(KeyName)!, context.Arguments.GetValue(User));
            Print(context, key);
            return Task.FromResult(ExitCode.Ok);
        }
    }

    private sealed class RotateKey : LocalCommand
    {
        private static readonly Argument<string> Key = new("key")
        {
            Description = "Its name or id",
            HelpName = "NAME|ID",
            DefaultValueFactory = _ => AccessKey.RootName,
        };

        public RotateKey()
            : base("rotate", "Give an access key a new id and secret, and print them; the old ones are refused") =>
            Arguments.Add(Key);

        protected override Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
        {
            string key = context.Arguments.GetValue(Key)!;
            Print(context, Open(context).Rotate(key) ?? throw Missing(context, key));
            return Task.FromResult(ExitCode.Ok);
        }
    }

    private sealed class DeleteKey : LocalCommand
    {
        private static readonly Argument<string> Key = new("key")
        {
            Description = "Its name or id",
            HelpName = "NAME|ID",
        };

        public DeleteKey()
            : base("delete", "Take an access key away: requests signed with it are refused") =>
            Arguments.Add(Key);

        protected override Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
        {
            string key = context.Arguments.GetValue(Key)!;
            return Open(context).Delete(key)
                ? Task.FromResult(ExitCode.Ok)
                : throw Missing(context, key);
        }
    }
}
