using System.Net.Sockets;
using System.Security.Authentication;
using Tarn.Alarms.Notifications.Channels;
using Tarn.Alarms.Notifications.Mail;
using Tarn.Alarms.Topics;
using Tarn.Common;
using Tarn.Common.Network;

namespace Tarn.Alarms.Notifications.Sending;

/// <summary>Sends to each kind of channel as it takes it.</summary>
public sealed class ChannelSender : INotificationSender, IDisposable
{
    private static readonly TimeSpan TimeMax = TimeSpan.FromSeconds(10);

    private readonly string _lake;
    private readonly WebhookPost _posts;
    private readonly TopicPost _topics;
    private readonly TimeProvider _timeProvider;

    /// <param name="lake">Its name, which notifications say.</param>
    /// <param name="guard">Says which addresses may be reached.</param>
    /// <param name="topics">Null in a process that serves none.</param>
    /// <param name="timeProvider">Signs with the time.</param>
    public ChannelSender(string lake, OutboundGuard guard, TopicService? topics, TimeProvider timeProvider)
    {
        _topics = new TopicPost(lake, topics);
        _lake = lake;
        _timeProvider = timeProvider;
        _posts = new WebhookPost(guard.CreateClient(new OutboundLimits { TimeMax = TimeMax }), timeProvider);
    }

    public async Task<SendOutcome> SendAsync(
        NotificationChannel channel, Notification notification, CancellationToken cancellationToken)
    {
        using CancellationTokenSource deadline = new(TimeMax, _timeProvider);
        using CancellationTokenSource both = CancellationTokenSource.CreateLinkedTokenSource(
            cancellationToken, deadline.Token);
        try
        {
            return channel switch
            {
                EmailChannel email => await MailAsync(email, notification, both.Token),
                WebhookChannel webhook => await _posts.SendAsync(
                    webhook.Url,
                    WebhookBody.Of(_lake, notification).ToBytes(),
                    webhook.Secret,
                    notification.Id,
                    both.Token),
                SlackChannel slack => await _posts.SendAsync(
                    slack.Url, SlackBody.Of(_lake, notification), secret: null, notification.Id, both.Token),
                TopicChannel topic => await _topics.SendAsync(topic.Topic, notification, both.Token),
                _ => throw new InvalidOperationException($"nothing sends to {channel.Type}"),
            };
        }
        catch (MailRefusedException exception)
        {
            return exception.IsTransient
                ? new SendOutcome.Later(exception.Message)
                : new SendOutcome.Refused(exception.Message);
        }
        catch (TarnException exception)
        {
            string hint = exception.Hint is null ? "" : $"; {exception.Hint}";
            return exception.IsTransient
                ? new SendOutcome.Later(exception.Message)
                : new SendOutcome.Refused(exception.Message + hint);
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

    public void Dispose() => _posts.Dispose();

    private async Task<SendOutcome> MailAsync(
        EmailChannel channel, Notification notification, CancellationToken cancellationToken)
    {
        using MailConversation conversation = await MailConversation.OpenAsync(channel.Server, cancellationToken);
        await conversation.SendAsync(
            new MailMessage
            {
                From = channel.From,
                To = channel.To,
                Subject = $"[{_lake}] {notification.Title}",
                Text = notification.Text,
                At = notification.At,
                Id = notification.Id,
            },
            cancellationToken);
        return new SendOutcome.Sent();
    }
}
