-- CreateTable
CREATE TABLE "kick_chatrooms" (
    "chatroom_id" BIGINT NOT NULL,
    "broadcaster_user_id" BIGINT NOT NULL,
    "proven_by" TEXT NOT NULL,
    "proven_at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "kick_chatrooms_pkey" PRIMARY KEY ("chatroom_id")
);
