using Tarn.Alarms.Notifications.Channels;
using Tarn.Alarms.Notifications.Mail;
using Tarn.Definitions.Yaml;

namespace Tarn.Definitions.Binding.Notifications;

/// <summary>One of the <c>channels</c> of notifications.</summary>
/// <param name="context">Of the pass.</param>
/// <param name="directory">The lake's, which relative paths count from.</param>
internal sealed class ChannelBinder(BindingContext context, string directory)
{
    private const int StartTlsPort = 587;
    private const int ImplicitPort = 465;
    private const int PlainPort = 25;
    private const long PortMax = 65_535;
    private const long RateMax = 100_000;

    private static readonly (string, ChannelType)[] Types =
    [
        ("email", ChannelType.Email), ("webhook", ChannelType.Webhook), ("slack", ChannelType.Slack),
        ("topic", ChannelType.Topic),
    ];

    private static readonly (string, MailTls)[] TlsModes =
        [("starttls", MailTls.StartTls), ("tls", MailTls.Implicit), ("none", MailTls.None)];

    /// <returns>Null when it is wrong, which is reported.</returns>
    public NotificationChannel? Bind(YamlNode.Scalar name, YamlNode.Map map)
    {
        MapReader reader = new(map, context, $"channel '{name.Value}'", name.Location);
        reader.Require("type", "email, webhook, slack or topic");
        if (reader.Word("type", Types) is not { } type)
        {
            return null;
        }

        NotificationChannel? channel = type switch
        {
            ChannelType.Email => Email(name.Value, reader),
            ChannelType.Webhook => Webhook(name.Value, reader),
            ChannelType.Topic => reader.RequiredText("topic", "the name of a topic") is { } topic
                ? new TopicChannel(name.Value, topic.Value)
                : null,
            _ => Url(reader) is { } url ? new SlackChannel(name.Value, url) : null,
        };
        long? rate = reader.Whole("rate", 1, RateMax);
        reader.RefuseUnknownKeys();
        return channel is null || rate is null ? channel : channel with { HourlyMax = (int)rate };
    }

    private WebhookChannel? Webhook(string name, MapReader reader)
    {
        Uri? url = Url(reader);
        string? secret = reader.Text("secret")?.Value;
        return url is null ? null : new WebhookChannel(name, url) { Secret = secret };
    }

    private Uri? Url(MapReader reader)
    {
        if (reader.RequiredText("url", "an address such as https://example.com/hook") is not { } text)
        {
            return null;
        }

        if (Uri.TryCreate(text.Value, UriKind.Absolute, out Uri? url)
            && url.Scheme is "http" or "https"
            && url.UserInfo.Length == 0)
        {
            return url;
        }

        // Not shown: such an address may be a secret.
        context.BadValue(text.Location, "url is no address", "expected one of http or https, without a user name");
        return null;
    }

    private EmailChannel? Email(string name, MapReader reader)
    {
        string? host = reader.RequiredText("host", "a mail server such as smtp.example.com")?.Value;
        MailTls tls = reader.Word("tls", TlsModes) ?? MailTls.StartTls;
        long? port = reader.Whole("port", 1, PortMax);
        string? user = reader.Text("user")?.Value;
        string? password = reader.Text("password")?.Value;
        string? root = reader.Text("root_certificate")?.Value;
        YamlNode.Scalar? from = reader.RequiredText("from", "an address such as lake@example.com");
        IReadOnlyList<YamlNode.Scalar> to = reader.RequiredTexts("to", "addresses of people");
        bool isRight = to.Append(from).OfType<YamlNode.Scalar>().Count(IsAddress) == to.Count + 1;
        if (user is not null && tls == MailTls.None)
        {
            context.BadValue(
                reader.Place("user"), "a password is not sent without TLS", "expected tls: starttls or tls");
        }

        return host is null || from is null || to.Count == 0 || !isRight ? null : new EmailChannel(
            name,
            new MailServer(host, (int)(port ?? PortOf(tls)))
            {
                Tls = tls,
                User = user,
                Password = password,
                RootCertificate = root is null ? null : Path.GetFullPath(root, directory),
            })
        {
            From = from.Value,
            To = [.. to.Select(address => address.Value)],
        };
    }

    private static int PortOf(MailTls tls) => tls switch
    {
        MailTls.None => PlainPort,
        MailTls.Implicit => ImplicitPort,
        _ => StartTlsPort,
    };

    private bool IsAddress(YamlNode.Scalar text)
    {
        string value = text.Value;
        bool isGood = value.All(letter => letter is >= ' ' and <= '~')
            && value.Count(letter => letter == '@') == 1
            && !value.StartsWith('@')
            && !value.EndsWith('@')
            && value.Count(letter => letter == '<') == (value.EndsWith('>') ? 1 : 0);
        if (!isGood)
        {
            context.BadValue(
                text.Location,
                $"'{Shown.Text(value)}' is no address of mail",
                "expected lake@example.com or Lake <lake@example.com>");
        }

        return isGood;
    }

    private enum ChannelType
    {
        Email,
        Webhook,
        Slack,
        Topic,
    }
}
