using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Tarn.Alarms.Notifications.Mail;

/// <summary>One connection to a mail server (RFC 5321), encrypted as its settings say. Not thread-safe.</summary>
internal sealed class MailConversation : IDisposable
{
    private const int ReplyLinesMax = 100;
    private const int LineLengthMax = 2048;

    private readonly MailServer _server;
    private readonly TcpClient _client = new() { NoDelay = true };
    private Stream _stream = Stream.Null;
    private string[] _abilities = [];

    private MailConversation(MailServer server) => _server = server;

    /// <summary>Connects, encrypts and gives the name and password.</summary>
    /// <exception cref="MailRefusedException">The server wants none of it.</exception>
    public static async Task<MailConversation> OpenAsync(MailServer server, CancellationToken cancellationToken)
    {
        MailConversation conversation = new(server);
        try
        {
            await conversation.BeginAsync(cancellationToken);
            return conversation;
        }
        catch
        {
            conversation.Dispose();
            throw;
        }
    }

    public async Task SendAsync(MailMessage message, CancellationToken cancellationToken)
    {
        await AskAsync($"MAIL FROM:<{AddressOf(message.From)}>", cancellationToken);
        foreach (string to in message.To)
        {
            await AskAsync($"RCPT TO:<{AddressOf(to)}>", cancellationToken);
        }

        await AskAsync("DATA", cancellationToken);

        // No line of it begins with a dot: headers begin with letters, base64 has none.
        await WriteAsync(message.ToWire() + ".", cancellationToken);
        await ReadReplyAsync("the mail", cancellationToken);
        await AskAsync("QUIT", cancellationToken);
    }

    public void Dispose()
    {
        _stream.Dispose();
        _client.Dispose();
    }

    /// <summary>The address of <c>Lake &lt;lake@example.com&gt;</c>.</summary>
    private static string AddressOf(string mailbox)
    {
        int opening = mailbox.LastIndexOf('<');
        return opening < 0 ? mailbox : mailbox[(opening + 1)..].TrimEnd('>');
    }

    private async Task BeginAsync(CancellationToken cancellationToken)
    {
        await _client.ConnectAsync(_server.Host, _server.Port, cancellationToken);
        _stream = _client.GetStream();
        if (_server.Tls == MailTls.Implicit)
        {
            await EncryptAsync(cancellationToken);
        }

        await ReadReplyAsync("the connection", cancellationToken);
        await GreetAsync(cancellationToken);
        if (_server.Tls == MailTls.StartTls)
        {
            await AskAsync("STARTTLS", cancellationToken);
            await EncryptAsync(cancellationToken);
            await GreetAsync(cancellationToken);
        }

        if (_server.User is not null)
        {
            await AuthenticateAsync(_server.User, _server.Password ?? "", cancellationToken);
        }
    }

    private async Task GreetAsync(CancellationToken cancellationToken) =>
        _abilities = await AskAsync("EHLO tarn", cancellationToken);

    private async Task EncryptAsync(CancellationToken cancellationToken)
    {
        SslStream encrypted = new(_stream);
        _stream = encrypted;
        SslClientAuthenticationOptions options = new() { TargetHost = _server.Host };
        if (_server.RootCertificate is { } path)
        {
            X509Certificate2Collection roots = [];
            roots.ImportFromPemFile(path);
            options.CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
            };
            options.CertificateChainPolicy.CustomTrustStore.AddRange(roots);
        }

        await encrypted.AuthenticateAsClientAsync(options, cancellationToken);
    }

    /// <summary>PLAIN (RFC 4616) where the server knows it, else LOGIN.</summary>
    private async Task AuthenticateAsync(string user, string password, CancellationToken cancellationToken)
    {
        string methods = _abilities.FirstOrDefault(
            line => line.StartsWith("AUTH", StringComparison.OrdinalIgnoreCase)) ?? "";
        if (methods.Contains("PLAIN", StringComparison.OrdinalIgnoreCase))
        {
            await WriteAsync($"AUTH PLAIN {Base64($"\0{user}\0{password}")}", cancellationToken);
            await ReadReplyAsync("AUTH", cancellationToken);
            return;
        }

        await AskAsync("AUTH LOGIN", cancellationToken);
        foreach (string answer in new[] { user, password })
        {
            await WriteAsync(Base64(answer), cancellationToken);
            await ReadReplyAsync("AUTH", cancellationToken);
        }
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private async Task<string[]> AskAsync(string command, CancellationToken cancellationToken)
    {
        await WriteAsync(command, cancellationToken);
        return await ReadReplyAsync(command, cancellationToken);
    }

    private async Task WriteAsync(string text, CancellationToken cancellationToken)
    {
        await _stream.WriteAsync(Encoding.UTF8.GetBytes(text + "\r\n"), cancellationToken);
        await _stream.FlushAsync(cancellationToken);
    }

    /// <summary>The lines of a reply without their codes.</summary>
    private async Task<string[]> ReadReplyAsync(string command, CancellationToken cancellationToken)
    {
        List<string> lines = [];
        while (lines.Count < ReplyLinesMax)
        {
            string line = await ReadLineAsync(cancellationToken);
            ReadOnlySpan<char> digits = line.AsSpan(0, Math.Min(3, line.Length));
            if (!int.TryParse(digits, CultureInfo.InvariantCulture, out int code))
            {
                throw new IOException($"the mail server answered {command} with what is no reply");
            }

            lines.Add(line.Length > 4 ? line[4..] : "");
            if (line.Length < 4 || line[3] != '-')
            {
                return code < 400 ? [.. lines] : throw new MailRefusedException(command, code, string.Join(' ', lines));
            }
        }

        throw new IOException($"the mail server answered {command} with too many lines");
    }

    private async Task<string> ReadLineAsync(CancellationToken cancellationToken)
    {
        StringBuilder line = new();
        byte[] letter = new byte[1];
        while (line.Length < LineLengthMax)
        {
            if (await _stream.ReadAsync(letter, cancellationToken) == 0)
            {
                throw new IOException("the mail server ended the connection");
            }

            if (letter[0] == '\n')
            {
                return line.ToString().TrimEnd('\r');
            }

            line.Append((char)letter[0]);
        }

        throw new IOException("the mail server sent a line that is too long");
    }
}
