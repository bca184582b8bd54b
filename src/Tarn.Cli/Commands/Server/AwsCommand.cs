using System.CommandLine;
using System.ComponentModel;
using System.Diagnostics;
using Tarn.Common;

namespace Tarn.Cli.Commands.Server;

/// <summary>Runs the AWS CLI against the lake's server.</summary>
internal sealed class AwsCommand : LocalCommand
{
    private static readonly Argument<string[]> Given = new("arguments")
    {
        Description = "What the AWS CLI is given, as in: tarn aws s3 ls",
        HelpName = "ARGUMENTS",
        Arity = ArgumentArity.ZeroOrMore,
    };

    public AwsCommand()
        : base("aws", "Run the AWS CLI against the running server")
    {
        Arguments.Add(Given);
        TreatUnmatchedTokensAsErrors = false;
    }

    protected override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        IReadOnlyList<KeyValuePair<string, string>> variables = ServerEnvironment.Read(context);
        ProcessStartInfo start = new("aws") { UseShellExecute = false };

        // Clients before 2.13 know no variable for the endpoint.
        start.ArgumentList.Add("--endpoint-url");
        start.ArgumentList.Add(variables[0].Value);
        foreach (string argument in AllArguments(context.Arguments))
        {
            start.ArgumentList.Add(argument);
        }

        foreach ((string name, string value) in variables)
        {
            start.Environment[name] = value;
        }

        try
        {
            using Process process = Process.Start(start)!;
            await process.WaitForExitAsync(cancellationToken);
            return (ExitCode)process.ExitCode;
        }
        catch (Win32Exception exception)
        {
            throw new TarnException(ErrorCodes.BadArgument, "the AWS CLI, 'aws', is not installed", exception)
            {
                Hint = "install it (on Debian: apt-get install awscli), or use any other AWS tool with 'tarn env'",
            };
        }
    }

    /// <summary>
    /// Options of the AWS CLI among them, which the parser does not know, in the order they were typed.
    /// </summary>
    private static IEnumerable<string> AllArguments(ParseResult arguments)
    {
        List<string> tokens = [.. arguments.Tokens.Select(token => token.Value)];
        return tokens.Skip(tokens.IndexOf("aws") + 1);
    }
}
