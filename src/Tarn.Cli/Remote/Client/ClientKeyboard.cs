using System.Text;
using Tarn.Cli.Hosting;
using Tarn.Cli.Shell.Editing;
using Tarn.Protocols.Admin.Commands;

namespace Tarn.Cli.Remote.Client;

/// <summary>
/// Sends keys to the server: those it waits for, and, while it is busy, those that are typed meanwhile, Ctrl-C among
/// them.
/// </summary>
internal sealed class ClientKeyboard(Terminal terminal, CommandSocket socket) : IAsyncDisposable
{
    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(30);

    private readonly CancellationTokenSource _end = new();
    private readonly SemaphoreSlim _wanted = new(0);
    private IShellScreen? _screen;
    private volatile bool _isLent;

    public void Open()
    {
        _screen = terminal.OpenScreen(_end.Token);
        _ = Task.Run(() => SendKeysAsync(_screen));
    }

    /// <summary>The server waits for a key.</summary>
    public void Want() => _wanted.Release();

    /// <summary>Lends keyboard and screen to a program.</summary>
    public void Lend(IReadOnlyList<string> words)
    {
        _isLent = true;
        _ = Task.Run(async () =>
        {
            string? fault = await terminal.RunProgram(words, CancellationToken.None);
            _isLent = false;
            await ServerConnection.TrySendAsync(
                socket, FrameKind.ProgramEnded, Encoding.UTF8.GetBytes(fault ?? ""));
        });
    }

    public async Task CloseAsync()
    {
        await _end.CancelAsync();
        _screen?.Dispose();
        _screen = null;
    }

    public async ValueTask DisposeAsync() => await CloseAsync();

    /// <summary>Ends with the process at the latest: nothing ends the wait for a key.</summary>
    private async Task SendKeysAsync(IShellScreen screen)
    {
        ConsoleKeyInfo? key = default(ConsoleKeyInfo);
        while (!_end.IsCancellationRequested && key is not null)
        {
            bool isWanted = await _wanted.WaitAsync(LookInterval);
            if (!isWanted && (_isLent || !screen.HasKey))
            {
                continue;
            }

            key = await screen.ReadKeyAsync(_end.Token);
            await ServerConnection.TrySendAsync(
                socket, FrameKind.Key, key is null ? [] : CommandProtocol.Serialize(PressOf(key.Value, isWanted)));
        }

        KeyPress PressOf(ConsoleKeyInfo pressed, bool isAnswer) =>
            new(pressed.KeyChar, (int)pressed.Key, (int)pressed.Modifiers, screen.Width, isAnswer);
    }
}
