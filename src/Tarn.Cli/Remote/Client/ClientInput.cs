using System.Text;
using Tarn.Protocols.Admin.Commands;

namespace Tarn.Cli.Remote.Client;

/// <summary>Reads what the server asks for from the standard input, beside what else comes from it.</summary>
internal sealed class ClientInput(TextReader input, CommandSocket socket)
{
    private const int PieceCharacters = 16 * 1024;

    public void ReadLine() => Start(async () =>
    {
        if (await input.ReadLineAsync(CancellationToken.None) is { } line)
        {
            await SendAsync(line);
        }
    });

    public void ReadAll() => Start(async () =>
    {
        char[] buffer = new char[PieceCharacters];
        int count;
        while ((count = await input.ReadBlockAsync(buffer, CancellationToken.None)) > 0)
        {
            await SendAsync(new string(buffer, 0, count));
        }
    });

    /// <summary>Nobody waits for it: when the command ends before the input does, the process ends too.</summary>
    private void Start(Func<Task> read) => _ = Task.Run(async () =>
    {
        try
        {
            await read();
        }
        finally
        {
            await ServerConnection.TrySendAsync(socket, FrameKind.InputEnd);
        }
    });

    private Task SendAsync(string text) =>
        ServerConnection.TrySendAsync(socket, FrameKind.Input, Encoding.UTF8.GetBytes(text));
}
