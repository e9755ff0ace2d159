/* Frames sent through AF_PACKET. */
#include "addon.h"

#include <arpa/inet.h>
#include <linux/if_ether.h>
#include <linux/if_packet.h>
#include <sys/socket.h>

enum send_frames_step { STEP_PACKET_SOCKET, STEP_SENDTO };

static void *close_socket(void *argument) {
  close((int)(intptr_t)argument);
  return NULL;
}

void packet_await_close(struct instance *instance) {
  if (instance->packet_closing) pthread_join(instance->packet_closer, NULL);
  instance->packet_closing = false;
}

/* The kernel waits for an RCU grace period there (packet_release): 10 to 30 ms, in which we go on. */
static void close_aside(struct instance *instance, int fd) {
  packet_await_close(instance);
  instance->packet_closing = start_thread(&instance->packet_closer, close_socket, (void *)(intptr_t)fd) == 0;
  if (!instance->packet_closing) close(fd);
}

/* Length of the frame that begins at `at` behind its two bytes of length in network order, or 0 when there is none. */
static size_t frame_length(struct bytes frames, size_t at) {
  if (frames.length - at < 2) return 0;
  size_t length = (size_t)frames.data[at] << 8 | frames.data[at + 1];
  return length >= ETH_HLEN && length <= frames.length - at - 2 ? length : 0;
}

static int send_frame(int fd, int index, const uint8_t *frame, size_t length) {
  struct sockaddr_ll to = {.sll_family = AF_PACKET, .sll_ifindex = index};
  memcpy(&to.sll_protocol, frame + ETH_HLEN - sizeof to.sll_protocol, sizeof to.sll_protocol);
  ssize_t sent;
  do {
    sent = sendto(fd, frame, length, MSG_DONTWAIT, (struct sockaddr *)&to, sizeof to);
  } while (sent < 0 && errno == EINTR);
  return sent < 0 ? FAILED_AT(STEP_SENDTO, errno) : 0;
}

/* sendFrames(index, frames): 0, or the step that failed; each Ethernet frame behind its length in two bytes */
METHOD(packet_send) {
  ARGUMENTS(2);
  INT32(0, index);
  BYTES(1, frames);
  for (size_t at = 0; at < frames.length; at += 2 + frame_length(frames, at))
    REQUIRE(frame_length(frames, at) != 0, "frames");
  int fd = socket(AF_PACKET, SOCK_RAW | SOCK_CLOEXEC, 0);
  if (fd < 0) return number(env, FAILED_AT(STEP_PACKET_SOCKET, errno));
  int error = 0;
  for (size_t at = 0; at < frames.length && error == 0; at += 2 + frame_length(frames, at))
    error = send_frame(fd, index, frames.data + at + 2, frame_length(frames, at));
  close_aside(instance, fd);
  return number(env, error);
}
