using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using Tarn.Alarms.Notifications.Channels;
using Tarn.Alarms.Notifications.Mail;
using Tarn.Alarms.Notifications.Sending;
using Tarn.Common;
using Tarn.Common.Network;

namespace Tarn.Alarms.Topics.Delivery;

/// <summary>Sends to subscribers: POSTs through the guard, and mail through the server of a channel.</summary>
/// <param name="guard">Says which addresses may be reached.</param>
/// <param name="mail">Whose server and sender mail has; null sends no mail.</param>
/// <param name="format">How messages look.</param>
/// <param name="timeProvider">Ends what takes too long.</param>
public sealed class TopicSender(
    OutboundGuard guard, EmailChannel? mail, ITopicFormat format, TimeProvider timeProvider) : IDisposable
{
    private static readonly TimeSpan TimeMax = TimeSpan.FromSeconds(15);

    private readonly HttpClient _client = guard.CreateClient(new OutboundLimits { TimeMax = TimeMax });

    /// <summary>Whose server and sender mail has; null when there is none.</summary>
    public EmailChannel? Mail => mail;

    /// <summary>One attempt; what goes wrong is the outcome.</summary>
    public async Task<SendOutcome> SendAsync(
        TopicDelivery delivery, TopicSubscription subscription, CancellationToken cancellationToken)
    {
        using CancellationTokenSource deadline = new(TimeMax, timeProvider);
        using CancellationTokenSource both = CancellationTokenSource.CreateLinkedTokenSource(
            cancellationToken, deadline.Token);
        try
        {
            return subscription.Protocol is SubscriptionProtocol.Http or SubscriptionProtocol.Https
                ? await PostAsync(delivery, subscription, both.Token)
                : await MailAsync(delivery, subscription, both.Token);
        }
        catch (MailRefusedException exception)
        {
            return exception.IsTransient
                ? new SendOutcome.Later(exception.Message)
                : new SendOutcome.Refused(exception.Message);
        }
        catch (TarnException exception)
        {
            return exception.IsTransient
                ? new SendOutcome.Later(exception.Message)
                : new SendOutcome.Refused(exception.Message);
        }
        catch (Exception exception) when (exception is IOException or SocketException or AuthenticationException)
        {
            return new SendOutcome.Later(exception.Message);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new SendOutcome.Later($"it took longer than {TimeMax.TotalSeconds} seconds");
        }
    }

    public void Dispose() => _client.Dispose();

    private async Task<SendOutcome> PostAsync(
        TopicDelivery delivery, TopicSubscription subscription, CancellationToken cancellationToken)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, new Uri(subscription.Endpoint))
        {
            Content = new ByteArrayContent(Encoding.UTF8.GetBytes(format.BodyOf(delivery, subscription))),
        };

        // SNS says that of its JSON too.
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("text/plain", "UTF-8");
        foreach ((string name, string value) in format.HeadersOf(delivery, subscription))
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using HttpResponseMessage response = await _client.SendAsync(request, cancellationToken);
        string reason = string.Create(CultureInfo.InvariantCulture, $"it answered {(int)response.StatusCode}");
        bool isLater = response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout
            or >= HttpStatusCode.InternalServerError;
        return response.IsSuccessStatusCode ? new SendOutcome.Sent()
            : isLater ? new SendOutcome.Later(reason)
            : new SendOutcome.Refused(reason);
    }

    private async Task<SendOutcome> MailAsync(
        TopicDelivery delivery, TopicSubscription subscription, CancellationToken cancellationToken)
    {
        if (mail is not { } channel)
        {
            return new SendOutcome.Refused("lake.yaml has no channel of type email any more");
        }

        bool isPlain = subscription.Protocol == SubscriptionProtocol.Email;
        using MailConversation conversation = await MailConversation.OpenAsync(channel.Server, cancellationToken);
        await conversation.SendAsync(
            new MailMessage
            {
                From = channel.From,
                To = [subscription.Endpoint],
                Subject = delivery.Message.Subject ?? $"Notification of topic {subscription.Topic}",
                Text = isPlain ? format.MailOf(delivery, subscription) : format.BodyOf(delivery, subscription),
                At = delivery.Message.At,
                Id = delivery.Message.Id,
            },
            cancellationToken);
        return new SendOutcome.Sent();
    }
}
