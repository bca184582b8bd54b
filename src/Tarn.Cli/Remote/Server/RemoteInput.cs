using System.Text;
using System.Threading.Channels;
using Tarn.Protocols.Admin.Commands;

namespace Tarn.Cli.Remote.Server;

/// <summary>
/// The standard input of a client. Nothing is taken from it that no command asks for: the next program of a script may
/// want it.
/// </summary>
internal sealed class RemoteInput(FrameQueue queue) : TextReader
{
    private readonly Channel<string?> _pieces = Channel.CreateBounded<string?>(1);

    /// <summary>Takes in a piece that was asked for; null says that there is no more of what was asked for.</summary>
    public ValueTask AddAsync(string? piece, CancellationToken cancellationToken) =>
        _pieces.Writer.WriteAsync(piece, cancellationToken);

    /// <summary>The client is gone.</summary>
    public void End() => _pieces.Writer.TryComplete();

    public override async ValueTask<string?> ReadLineAsync(CancellationToken cancellationToken)
    {
        await queue.SendAsync(FrameKind.ReadLine, [], cancellationToken);
        string? line = null;
        while (await NextAsync(cancellationToken) is { } piece)
        {
            line += piece;
        }

        return line;
    }

    public override async Task<string> ReadToEndAsync(CancellationToken cancellationToken)
    {
        await queue.SendAsync(FrameKind.ReadAll, [], cancellationToken);
        StringBuilder text = new();
        while (await NextAsync(cancellationToken) is { } piece)
        {
            text.Append(piece);
        }

        return text.ToString();
    }

    private async Task<string?> NextAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _pieces.Reader.ReadAsync(cancellationToken);
        }
        catch (ChannelClosedException)
        {
            return null;
        }
    }
}
