using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Tarn.Testing;

/// <summary>
/// A mail server on this machine that speaks enough of SMTP for a client: greetings, STARTTLS, AUTH, and mails, which
/// it keeps.
/// </summary>
public sealed class StubMailServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly X509Certificate2? _certificate;
    private readonly bool _isImplicit;
    private readonly Task _work;

    /// <param name="certificate">Null offers no TLS.</param>
    /// <param name="isImplicit">Whether connections are encrypted from the start.</param>
    public StubMailServer(X509Certificate2? certificate = null, bool isImplicit = false)
    {
        _certificate = certificate;
        _isImplicit = isImplicit;
        _listener.Start();
        _work = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>As they came, with the commands before them.</summary>
    public ConcurrentQueue<StubMail> Mails { get; } = new();

    /// <summary>Answered to RCPT instead of 250; null takes all.</summary>
    public string? Refusal { get; set; }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _work;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        List<Task> served = [];
        try
        {
            while (true)
            {
                served.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException)
        {
            await Task.WhenAll(served);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                await TalkAsync(client.GetStream());
            }
            catch (Exception exception) when (exception is IOException or OperationCanceledException
                or System.Security.Authentication.AuthenticationException)
            {
                // The client has gone, or does not trust the certificate.
            }
        }
    }

    private async Task TalkAsync(Stream connection)
    {
        Stream stream = _isImplicit ? await EncryptAsync(connection) : connection;
        bool isEncrypted = _isImplicit;
        List<string> commands = [];
        await WriteAsync(stream, "220 stub ready");
        while (await ReadLineAsync(stream) is { } line)
        {
            commands.Add(line);
            string verb = line.Split(' ', ':')[0].ToUpperInvariant();
            switch (verb)
            {
                case "EHLO":
                    string tls = _certificate is null || isEncrypted ? "" : "250-STARTTLS\r\n";
                    await WriteAsync(stream, $"250-stub\r\n{tls}250 AUTH PLAIN LOGIN");
                    break;
                case "STARTTLS" when _certificate is null:
                    await WriteAsync(stream, "502 not here");
                    break;
                case "STARTTLS":
                    await WriteAsync(stream, "220 go on");
                    stream = await EncryptAsync(stream);
                    isEncrypted = true;
                    break;
                case "AUTH":
                    await WriteAsync(stream, line.EndsWith(Base64("\0me\0wrong"), StringComparison.Ordinal)
                        ? "535 no"
                        : "235 yes");
                    break;
                case "RCPT" when Refusal is { } refusal:
                    await WriteAsync(stream, refusal);
                    break;
                case "DATA":
                    await WriteAsync(stream, "354 go on");
                    Mails.Enqueue(new StubMail([.. commands], await ReadMailAsync(stream), isEncrypted));
                    await WriteAsync(stream, "250 taken");
                    break;
                case "QUIT":
                    await WriteAsync(stream, "221 bye");
                    return;
                default:
                    await WriteAsync(stream, "250 ok");
                    break;
            }
        }
    }

    private async Task<Stream> EncryptAsync(Stream stream)
    {
        SslStream encrypted = new(stream);
        await encrypted.AuthenticateAsServerAsync(
            new SslServerAuthenticationOptions { ServerCertificate = _certificate }, _stop.Token);
        return encrypted;
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private async Task WriteAsync(Stream stream, string line) =>
        await stream.WriteAsync(Encoding.ASCII.GetBytes(line + "\r\n"), _stop.Token);

    private async Task<string> ReadMailAsync(Stream stream)
    {
        StringBuilder mail = new();
        while (await ReadLineAsync(stream) is { } line && line != ".")
        {
            mail.Append(line).Append('\n');
        }

        return mail.ToString();
    }

    private async Task<string?> ReadLineAsync(Stream stream)
    {
        List<byte> line = [];
        byte[] letter = new byte[1];
        while (await stream.ReadAsync(letter, _stop.Token) > 0)
        {
            if (letter[0] == '\n')
            {
                return Encoding.UTF8.GetString([.. line]).TrimEnd('\r');
            }

            line.Add(letter[0]);
        }

        return null;
    }
}
